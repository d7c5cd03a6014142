import type { Instant } from '@houtai/domain-kit';
import { runInCall } from '@houtai/messaging';
import type { FastifyInstance } from 'fastify';
import type { ServiceMode } from '../config/service-config';
import { HostError } from '../problems/host-errors';
import { languageOf } from '../problems/language';
import type { IdSource } from '../ids/id-source';
import { continueTrace } from '../telemetry/traceparent';
import type { RequestTracing } from '../telemetry/tracing';
import { correlationIdOf } from './correlation-id';
import type { HostRequest } from './host-request';
import { namesOneHost } from './rare-requests';
import { requestTime } from './request-time';

export interface CallHooksOptions {
  mode: ServiceMode;
  ids: IdSource;
  tracing?: RequestTracing;
  /** Business time of a request that brings none, under simulation: without it events of the request would bear the system's. */
  lastTick: () => Instant | undefined;
}

/**
 * Gives every request its call context. It is made in the first hook and entered only behind the body parser:
 * the parser's callbacks come from the socket and would drop an AsyncLocalStorage entered before.
 */
export function addCallHooks(
  fastify: FastifyInstance,
  { mode, ids, tracing, lastTick }: CallHooksOptions,
): void {
  fastify.decorateRequest('houtaiCall', undefined);
  fastify.decorateRequest('houtaiSpan', undefined);
  fastify.decorateRequest('houtaiActor', undefined);
  fastify.decorateRequest('houtaiRefusal', undefined);

  fastify.addHook('onRequest', (request: HostRequest, reply, done) => {
    const { headers } = request;
    const correlationId = correlationIdOf(headers, () => ids.next());
    const incoming = headers['traceparent'];
    const parent = typeof incoming === 'string' ? incoming : undefined;
    const traceparent = tracing ? tracing.start(request, parent) : continueTrace(parent);
    const language = languageOf(headers['accept-language']);
    request.houtaiCall = { correlationId, traceparent, language };
    reply.header('x-correlation-id', correlationId);
    reply.header('content-language', language);
    reply.header('vary', 'Accept-Language');
    if (!namesOneHost(request.raw))
      return done(new HostError('request-malformed', { headers: { Connection: 'close' } }));
    try {
      request.houtaiCall.businessTime = requestTime(headers['x-houtai-time'], mode) ?? lastTick();
      done();
    } catch (error) {
      done(error as Error);
    }
  });

  fastify.addHook('preHandler', (request: HostRequest, _reply, done) => {
    const call = request.houtaiCall;
    if (call === undefined) return done();
    const enter = () => runInCall(call, done);
    if (tracing) tracing.enter(request, enter);
    else enter();
  });

  if (tracing) {
    fastify.addHook('onResponse', (request: HostRequest, reply, done) => {
      tracing.end(request, reply.statusCode);
      done();
    });
  }
}
