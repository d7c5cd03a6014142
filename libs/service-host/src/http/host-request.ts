import type { CallContext } from '@houtai/messaging';
import type { FastifyRequest } from 'fastify';
import type { Span } from '@opentelemetry/api';

/** What service-host keeps with a request. */
export interface HostRequest extends FastifyRequest {
  /** Set by the first hook; missing only for a request whose URL could not be parsed. */
  houtaiCall?: CallContext;
  /** Only while traces are recorded. */
  houtaiSpan?: Span;
}
