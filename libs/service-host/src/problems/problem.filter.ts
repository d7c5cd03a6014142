import { Catch, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { DeclaredErrors } from '@houtai/domain-kit';
import { loggableError } from '@houtai/messaging';
import type { FastifyReply } from 'fastify';
import { ServiceConfig } from '../config/service-config';
import type { HostRequest } from '../http/host-request';
import { LOGGER, type HostLogger } from '../telemetry/host-logger';
import { EVERY_ERROR } from './every-error';
import { problemTypesAt } from './problem';
import { sendProblem } from './send-problem';

/** Answers every failed request with problem details. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly types: string;

  constructor(
    @Inject(EVERY_ERROR) private readonly errors: DeclaredErrors,
    @Inject(LOGGER) private readonly logger: HostLogger,
    { publicUrl }: ServiceConfig,
  ) {
    this.types = problemTypesAt(publicUrl);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<HostRequest>();
    const { problem, unexpected } = sendProblem(
      error,
      this.errors,
      request,
      http.getResponse<FastifyReply>(),
      this.types,
    );
    if (!unexpected) return;
    const { status, traceId } = problem;
    const route = request.routeOptions.url;
    this.logger.error({ err: error, method: request.method, route, status, traceId }, 'request failed');
    const { type: name, message, stack } = loggableError(error);
    request.houtaiSpan?.recordException({ name, message, stack });
  }
}
