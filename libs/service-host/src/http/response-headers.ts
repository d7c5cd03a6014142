import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Page } from './paging';

/**
 * `ETag` from a body's numeric `version`, `Link` from a page's `next`.
 * A Fastify hook instead of a Nest interceptor: it sees the same body for a fraction of the cost.
 */
export function addResponseHeaders(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, body: unknown, done) => {
    if (typeof body === 'object' && body !== null && reply.statusCode < 300) describe(body, request, reply);
    done(null, body);
  });
}

function describe(body: object, request: FastifyRequest, reply: FastifyReply): void {
  if (body instanceof Page) {
    if (body.next === null) return;
    const next = `<${linkTo(request.url, body.next)}>; rel="next"`;
    const others = reply.getHeader('link');
    reply.header('link', typeof others === 'string' ? `${next}, ${others}` : next);
  } else if ('version' in body && typeof body.version === 'number' && !reply.hasHeader('etag')) {
    reply.header('etag', `"${body.version}"`);
  }
}

/** The same list from another cursor on. */
function linkTo(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('after', cursor);
  return `${path}?${parameters.toString()}`;
}
