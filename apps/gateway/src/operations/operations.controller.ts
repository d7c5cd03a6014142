import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Permit } from '@houtai/service-host';
import type { BusReport } from './bus-report';
import { ServiceOperations, type ServiceHealth } from './service-operations.service';

const COUNTS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

class ServiceBusBody {
  @ApiProperty() service: string;
  @ApiProperty() reachable: boolean;
  @ApiProperty({ type: 'integer' }) produced: number;
  @ApiProperty({ type: 'integer', nullable: true }) outboxDepth: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Events that can never be sent' })
  outboxDead: number | null;
}

class ConsumerBody {
  @ApiProperty() service: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: [String] }) types: string[];
  @ApiProperty({ ...COUNTS, description: 'Events produced, of each type it handles' }) due: Record<
    string,
    number
  >;
  @ApiProperty({ ...COUNTS, description: 'Events applied' }) applied: Record<string, number>;
  @ApiProperty({ type: 'integer' }) lag: number;
  @ApiProperty({ type: 'integer' }) parked: number;
  @ApiProperty({ type: 'integer' }) discarded: number;
  @ApiProperty({ type: 'integer', description: 'Due and neither applied, parked nor given up' })
  pending: number;
}

class BusReportBody {
  @ApiProperty({ description: 'No event is on its way anywhere, as seen twice in a row' }) drained: boolean;
  @ApiProperty({ type: 'integer', description: 'Events of the whole system' }) produced: number;
  @ApiProperty({ type: 'integer', description: 'Effects that all consumers together owe' }) due: number;
  @ApiProperty({ type: 'integer', description: 'Effects done' }) applied: number;
  @ApiProperty({ type: 'integer' }) parked: number;
  @ApiProperty({ type: 'integer' }) pending: number;
  @ApiProperty({ type: 'integer' }) outboxDepth: number;
  @ApiProperty(COUNTS) producedByType: Record<string, number>;
  @ApiProperty({ type: [ServiceBusBody] }) services: ServiceBusBody[];
  @ApiProperty({ type: [ConsumerBody] }) consumers: ConsumerBody[];
}

class ServiceHealthBody {
  @ApiProperty() service: string;
  @ApiProperty() ready: boolean;
  @ApiProperty({ type: 'integer', nullable: true }) status: number | null;
  @ApiProperty({ type: 'integer' }) milliseconds: number;
  @ApiProperty() routesKnown: boolean;
  @ApiProperty({ description: 'What its probe says' }) details: unknown;
}

class ServicesBody {
  @ApiProperty({ type: [ServiceHealthBody] }) items: ServiceHealth[];
}

/** The system as a whole. Parked messages of each service are forwarded to it. */
@ApiTags('operations')
@Controller('api/v1/operations')
export class OperationsController {
  constructor(private readonly operations: ServiceOperations) {}

  @Get('bus')
  @Permit('operations:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Events produced, due and applied in the whole system' })
  @ApiOkResponse({ type: BusReportBody })
  bus(@Req() request: FastifyRequest): Promise<BusReport> {
    return this.operations.bus(request.headers.authorization ?? '');
  }

  @Get('services')
  @Permit('operations:read')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Readiness of every service' })
  @ApiOkResponse({ type: ServicesBody })
  async services(): Promise<ServicesBody> {
    return { items: await this.operations.health() };
  }
}
