import { Controller, Header, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ReadRoute } from '@houtai/service-host';
import { BusReportBody, ServicesBody } from './operations.dto';
import { ServiceOperations } from './service-operations.service';

/** The system as a whole. Parked messages of each service are forwarded to it. */
@ApiTags('operations')
@Controller('api/v1/operations')
export class OperationsController {
  constructor(private readonly operations: ServiceOperations) {}

  @ReadRoute('bus', {
    access: 'operations:read',
    summary: 'Events produced, due and applied in the whole system',
    description: 'Counts by service and consumer. `drained` says that nothing is on its way.',
    answers: BusReportBody,
  })
  @Header('cache-control', 'no-store')
  bus(@Req() request: FastifyRequest): Promise<BusReportBody> {
    return this.operations.bus(request.headers.authorization ?? '');
  }

  @ReadRoute('services', {
    access: 'operations:read',
    summary: 'Readiness of every service',
    description: 'Asked now, and whether its routes are known.',
    answers: ServicesBody,
  })
  @Header('cache-control', 'no-store')
  async services(): Promise<ServicesBody> {
    return { items: await this.operations.health() };
  }
}
