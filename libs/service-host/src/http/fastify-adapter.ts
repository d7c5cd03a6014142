import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { ValidationFailedError, faultOf } from '../problems/host-errors';
import { sharedErrors } from '../problems/shared.errors';
import { sendProblem } from '../problems/send-problem';
import { correlationIdOf } from './correlation-id';
import type { MethodsOf } from './declared-methods';
import { OpenExchanges } from './open-exchanges';
import { refuseRareRequests } from './rare-requests';
import { plainTarget } from './request-target';
import { answerUnparsed, type ParserError } from './unparsed-request';

export interface HttpLimits {
  /** Bytes of a request body. */
  bodyLimit: number;
  /** Peers whose `X-Forwarded-For` is believed; that of everybody else is ignored. */
  trustedProxies: string[];
  /** What the code of a problem follows in its `type`. */
  problemTypes: string;
  /** By when a request has to be there whole. */
  requestTimeoutMs?: number;
}

/**
 * Fastify with the limits of an API that faces other companies.
 *
 * @param methodsOf for requests that are refused before Fastify sees them
 */
export function createFastifyAdapter(
  { bodyLimit, trustedProxies, problemTypes, requestTimeoutMs = 30_000 }: HttpLimits,
  methodsOf: MethodsOf,
): FastifyAdapter {
  const open = new OpenExchanges();
  const known = { methodsOf, types: problemTypes };
  const adapter = new FastifyAdapter({
    http: {
      // Refused by us, in words.
      requireHostHeader: false,
      // Node takes the greater of the two for the body when that of the head is greater, as its default is.
      headersTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: requestTimeoutMs / 3,
    },
    bodyLimit,
    trustProxy: trustedProxies.length > 0 ? trustedProxies : false,
    logger: false,
    genReqId: requestIds(),
    rewriteUrl: (request: IncomingMessage) => plainTarget(request.url ?? '/'),
    // 72 s: longer than the idle time of the proxies in front, else they reuse a socket we just closed.
    keepAliveTimeout: 72_000,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 300 },
    // Node gives the parser's error as it is; Fastify's type of it knows the packet as JSON only.
    clientErrorHandler: (error: unknown, socket: Socket) =>
      answerUnparsed(error as ParserError, socket, known, open.of(socket)),
    // Before any route or hook: a URL that cannot be decoded.
    frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) => {
      reply.header('x-correlation-id', correlationIdOf(request.headers, uuidv7));
      sendProblem(badPath(), sharedErrors.declared, request, reply, problemTypes);
    },
  });
  const server = adapter.getHttpServer() as Server;
  open.watch(server);
  refuseRareRequests(server, known);
  return adapter;
}

/** Far more than any request needs, and few enough that whatever walks through a body comes back. */
const MOST_DEPTH = 32;

/** JSON is the only request format. An empty body counts as none, since clients set the content type on bodiless POSTs too. */
export function acceptJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    return parse(request, body.toString(), (error, value) => {
      if (error) done(malformed(error));
      else if (isDeeperThan(MOST_DEPTH, value)) done(tooDeep());
      else done(null, value);
    });
  });
}

function badPath(): ValidationFailedError {
  const message = { en: 'The path is not a valid URL path', zh: '路径不是有效的 URL 路径' };
  return new ValidationFailedError([{ field: 'path', rule: 'isUrlPath', message }]);
}

/** Level by level: the call stack is what a body without end would use up. */
function isDeeperThan(most: number, value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= most && level.length > 0; depth += 1) {
    level = level.flatMap((one): unknown[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
  }
  return level.length > 0;
}

function tooDeep(): ValidationFailedError {
  const en = `must not hold more than ${MOST_DEPTH} objects or lists within each other`;
  return new ValidationFailedError([faultOf('body', 'isShallow', en, `嵌套不能超过 ${MOST_DEPTH} 层`)]);
}

/** Where it is broken. The parser's own message quotes the text around that place. */
function malformed({ message }: Error): ValidationFailedError {
  const [position] = /(?<=at position )\d+/.exec(message) ?? [];
  const en = `is not well-formed JSON${position === undefined ? '' : ` at position ${position}`}`;
  return new ValidationFailedError([faultOf('body', 'isJson', en, '不是有效的 JSON')]);
}

/** Unique within the process and cheap; the correlation id is the one that travels. */
function requestIds(): (request: IncomingMessage) => string {
  const prefix = process.pid.toString(36);
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}
