import type { IncomingHttpHeaders } from 'node:http';

const CORRELATION_ID = /^[\w.:-]{1,128}$/;

/** What a request is called in logs, events and its answer: the caller's own name for it where that is usable, else a new one. */
export function correlationIdOf(headers: IncomingHttpHeaders, next: () => string): string {
  const given = headers['x-correlation-id'];
  return typeof given === 'string' && CORRELATION_ID.test(given) ? given : next();
}
