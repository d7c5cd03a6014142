import { Controller, Header, Req } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ReadRoute } from '@houtai/service-host';
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

  @ReadRoute('bus', {
    access: 'operations:read',
    summary: 'Events produced, due and applied in the whole system',
    answers: BusReportBody,
  })
  @Header('cache-control', 'no-store')
  bus(@Req() request: FastifyRequest): Promise<BusReport> {
    return this.operations.bus(request.headers.authorization ?? '');
  }

  @ReadRoute('services', {
    access: 'operations:read',
    summary: 'Readiness of every service',
    answers: ServicesBody,
  })
  @Header('cache-control', 'no-store')
  async services(): Promise<ServicesBody> {
    return { items: await this.operations.health() };
  }
}
