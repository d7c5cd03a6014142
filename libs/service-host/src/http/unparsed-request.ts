import type { Socket } from 'node:net';
import { HostError, MethodNotAllowedError } from '../problems/host-errors';
import { languageOf, type Language } from '../problems/language';
import { refusalBytes } from './bare-refusal';
import type { MethodsOf } from './declared-methods';
import type { OpenExchange } from './open-exchanges';
import { plainTarget } from './request-target';

/** What Node tells of a request that its parser gave up. */
export interface ParserError extends Error {
  code?: string;
  rawPacket?: Buffer;
}

/** What the process knows, though it could not read the request. */
export interface Known {
  methodsOf: MethodsOf;
  /** What the code of a problem follows in its `type`. */
  types: string;
}

/** Method and path, when the request line is whole: a token is a method, whether Node knows it or not (RFC 9110, 9.1). */
const REQUEST_LINE = /^([!#$%&'*+.^`|~\w-]{1,32}) (\/[!-~]*) HTTP\/1\.[01]\r\n/;
const LANGUAGE = /\r\naccept-language:[ \t]*([ -~]*)\r\n/i;
/** For the answer to arrive: a connection that is closed with bytes unread is reset, and the answer lost. */
const LINGER_MS = 1_000;

/**
 * Answers a request that Node's parser refused and closes its connection: 405 for a method that Node does not know, on a
 * path that there is; 404 on one that there is not; else 400, 408 or 431 by what is wrong. Requests that came whole before
 * it on the same connection are answered first, and none gets the answer of another.
 *
 * @param open what was given to the service from this connection
 */
export function answerUnparsed(
  error: ParserError,
  socket: Socket,
  { methodsOf, types }: Known,
  open: readonly OpenExchange[] = [],
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const whole = open.filter(({ request }) => request.complete);
  // Given to the service at its head, and broken in its body.
  const broken = open.find(({ request }) => !request.complete);
  const last = whole.at(-1);
  const refuse = () => {
    if (!socket.writable) return;
    // In the middle of an answer there is no place for another one.
    if (broken?.response.headersSent) return void socket.destroy();
    end(socket, refusalBytes(refusalOf(error, methodsOf, last), { types, ...placeOf(error, broken, last) }));
  };
  if (!last) return refuse();
  // Nothing comes after it: the client has said that it closes.
  const done = error.code === 'HPE_CLOSED_CONNECTION' ? () => end(socket, '') : refuse;
  last.response.once('close', done);
}

function end(socket: Socket, bytes: string): void {
  socket.end(bytes);
  const linger = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  socket.once('close', () => clearTimeout(linger));
}

/** @param before a request in front of it, whose line the packet may begin with */
function refusalOf(error: ParserError, methodsOf: MethodsOf, before: OpenExchange | undefined): HostError {
  const path = error.code === 'HPE_INVALID_METHOD' && !before ? pathOf(error) : undefined;
  if (path !== undefined) {
    const allow = methodsOf(path);
    return allow.length > 0 ? new MethodNotAllowedError(allow) : nothingAt(path);
  }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HostError('request-too-slow');
  if (error.code === 'HPE_HEADER_OVERFLOW') return new HostError('headers-too-large');
  return new HostError('request-malformed');
}

export function nothingAt(path: string): HostError {
  return new HostError('not-found', { text: { en: `There is no ${path}.`, zh: `不存在 ${path}。` } });
}

/** Where it was sent and in which language its client reads, as far as it came. */
function placeOf(
  error: ParserError,
  broken: OpenExchange | undefined,
  before: OpenExchange | undefined,
): { instance: string; language: Language } {
  if (broken) {
    const { url = '/', headers } = broken.request;
    return { instance: withoutQuery(url), language: languageOf(headers['accept-language']) };
  }
  // The packet may begin with the request before it.
  if (before) return { instance: '/', language: languageOf(before.request.headers['accept-language']) };
  return {
    instance: pathOf(error) ?? '/',
    language: languageOf(LANGUAGE.exec(textOf(error))?.[1]),
  };
}

function pathOf(error: ParserError): string | undefined {
  const target = REQUEST_LINE.exec(textOf(error))?.[2];
  return target === undefined ? undefined : withoutQuery(plainTarget(target));
}

function withoutQuery(target: string): string {
  return target.split('?', 1)[0] ?? target;
}

function textOf({ rawPacket }: ParserError): string {
  return rawPacket?.toString('latin1') ?? '';
}
