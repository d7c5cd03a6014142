import { Controller, Header, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { ReadRoute } from '../http/route';
import { Readiness } from './readiness.service';

/** Probes of the platform. Their bodies are terminus', not problem details: that is what the tools read. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: Readiness,
  ) {}

  /** The process turns its event loop; a failing dependency is no reason to restart it. */
  @ReadRoute('live', { access: 'public' })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @ReadRoute('ready', { access: 'public' })
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    try {
      return await this.health.check(this.readiness.checks());
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      reply.code(503);
      return error.getResponse();
    }
  }
}
