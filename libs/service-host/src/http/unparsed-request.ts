import type { Socket } from 'node:net';
import { HostError, MethodNotAllowedError } from '../problems/host-errors';
import { PROBLEM_CONTENT_TYPE } from '../problems/problem';
import { sharedErrors } from '../problems/shared.errors';
import { toProblem } from '../problems/to-problem';
import type { MethodsOf } from './declared-methods';

/** What Node tells of a request that its parser gave up. */
export interface ParserError extends Error {
  code?: string;
  rawPacket?: Buffer;
}

/** What the process knows, though it could not read the request. */
interface Known {
  methodsOf: MethodsOf;
  /** What the code of a problem follows in its `type`. */
  types: string;
}

/** Method and path, when the request line is whole: a token is a method, whether Node knows it or not (RFC 9110, 9.1). */
const REQUEST_LINE = /^([!#$%&'*+.^`|~\w-]{1,32}) (\/[^\s?]*)\S* HTTP\/1\.[01]\r\n/;

/**
 * Answers a request that Node's parser refused and closes its connection: 405 for a method that Node does not know, on a
 * path that there is; 404 on one that there is not; else 400, 408 or 431 by what is wrong.
 */
export function answerUnparsed(error: ParserError, socket: Socket, { methodsOf, types }: Known): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { problem, headers } = toProblem(refusalOf(error, methodsOf), sharedErrors.declared, {
    language: 'en',
    instance: requestLineOf(error)?.path ?? '/',
    traceId: '',
    types,
  });
  const body = JSON.stringify(problem);
  const lines = {
    ...headers,
    'Content-Type': PROBLEM_CONTENT_TYPE,
    'Content-Language': 'en',
    'Content-Length': String(Buffer.byteLength(body)),
    Vary: 'Accept-Language',
    Connection: 'close',
  };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${head.join('')}\r\n${body}`);
}

function refusalOf(error: ParserError, methodsOf: MethodsOf): HostError {
  const line = error.code === 'HPE_INVALID_METHOD' ? requestLineOf(error) : undefined;
  if (line) {
    const allow = methodsOf(line.path);
    return allow.length > 0 ? new MethodNotAllowedError(allow) : nothingThere(line.path);
  }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HostError('request-too-slow');
  if (error.code === 'HPE_HEADER_OVERFLOW') return new HostError('headers-too-large');
  return new HostError('request-malformed');
}

function nothingThere(path: string): HostError {
  return new HostError('not-found', { text: { en: `There is no ${path}.`, zh: `不存在 ${path}。` } });
}

function requestLineOf({ rawPacket }: ParserError): { path: string } | undefined {
  const path = REQUEST_LINE.exec(rawPacket?.toString('latin1') ?? '')?.[2];
  return path === undefined ? undefined : { path };
}
