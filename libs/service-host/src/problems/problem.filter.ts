import { Catch, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { HostRequest } from '../http/host-request';
import { LOGGER, type HostLogger } from '../telemetry/host-logger';
import { traceIdOf } from '../telemetry/traceparent';
import { languageOf } from './language';
import { PROBLEM_CONTENT_TYPE, type ProblemMap } from './problem';
import { toProblem } from './to-problem';

/** Injection token of the service's own problem map. */
export const PROBLEM_MAP = Symbol('houtai:problem-map');

/** Answers every failed request with problem details. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(PROBLEM_MAP) private readonly errors: ProblemMap,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<HostRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: HostRequest, reply: FastifyReply): void {
    const language = languageOf(request.headers['accept-language']);
    const { problem, headers, unexpected } = toProblem(error, this.errors, {
      language,
      instance: request.url.split('?', 1)[0] ?? request.url,
      traceId: traceIdOf(request.houtaiCall?.traceparent),
    });
    if (unexpected) {
      const line = {
        err: error,
        method: request.method,
        route: request.routeOptions.url,
        status: problem.status,
      };
      this.logger.error({ ...line, traceId: problem.traceId }, 'request failed');
      request.houtaiSpan?.recordException(error instanceof Error ? error : String(error));
    }
    if (reply.sent || reply.raw.headersSent) return;
    // Sent as text: Fastify must neither look for a serialiser nor change the content type.
    reply
      .headers(headers)
      .code(problem.status)
      .header('content-type', PROBLEM_CONTENT_TYPE)
      .header('content-language', language)
      .send(JSON.stringify(problem));
  }
}
