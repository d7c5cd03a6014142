import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { HostError, MethodNotAllowedError } from '../problems/host-errors';
import { languageOf } from '../problems/language';
import { bareRefusal, refusalBytes, type BarePlace } from './bare-refusal';
import { nothingAt, type Known } from './unparsed-request';

/** Requests that Node keeps from the service and would answer without a word: an expectation, and a tunnel. */
export function refuseRareRequests(server: Server, { methodsOf, types }: Known): void {
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const refusal = new HostError('expectation-failed', { facts: { expected: '100-continue' } });
    const { status, reason, headers, body } = bareRefusal(refusal, placeOf(request, types));
    response.writeHead(status, reason, headers).end(body);
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const target = request.url ?? '';
    const allow = methodsOf(target);
    const refusal = allow.length > 0 ? new MethodNotAllowedError(allow) : nothingAt(target);
    // Nobody else listens to a connection that was given away.
    socket.on('error', () => socket.destroy());
    socket.end(refusalBytes(refusal, placeOf(request, types)));
    socket.resume();
  });
}

/** Whether it names its host once, as HTTP/1.1 demands (RFC 9112, 3.2). Node would refuse it in no words, or take the first of two. */
export function namesOneHost({ httpVersionMinor, rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = rawHeaders[n];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersionMinor === 0);
}

function placeOf({ url = '/', headers }: IncomingMessage, types: string): BarePlace {
  return { types, instance: url.split('?', 1)[0] ?? url, language: languageOf(headers['accept-language']) };
}
