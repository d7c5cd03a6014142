import { connect, type Socket } from 'node:net';

/** When a client leaves, by what it has sent or was sent by then. */
export type LeavingStage =
  | 'in the head'
  | 'after the head'
  | 'amid an upload'
  | 'while it is worked on'
  | 'amid an answer'
  | 'amid a stream';

/** What is asked, by request line and further headers; the body's length comes with it. */
export interface LeavingRequest {
  readonly line: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Which request is broken off at a stage. */
export type LeavingRequests = Readonly<Record<LeavingStage, LeavingRequest>>;

export interface Leaving {
  readonly url: string;
  readonly count: number;
  readonly atATime: number;
}

/** Of the wait for an answer that is to begin: one that never does is what is being looked for. */
const LIMIT_MS = 20_000;

/** Clients on sockets of their own, each of which leaves its one request at that stage. Resolves when all have left. */
export async function leaveRequests(
  stage: LeavingStage,
  request: LeavingRequest,
  { url, count, atATime }: Leaving,
): Promise<void> {
  let left = count;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      // Now by an end in order, now by a reset.
      await leaveOne(stage, request, url, left % 2 === 0);
    }
  };
  await Promise.all(Array.from({ length: atATime }, client));
}

async function leaveOne(
  stage: LeavingStage,
  request: LeavingRequest,
  url: string,
  reset: boolean,
): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined);
  const gone = new Promise((resolve) => socket.once('close', resolve));
  await happens(socket, 'connect');
  const { head, body } = bytesOf(request, hostname);
  switch (stage) {
    case 'in the head':
      await written(socket, head.slice(0, -8));
      break;
    case 'after the head':
      await written(socket, head);
      break;
    case 'amid an upload':
      await written(socket, head + body.slice(0, Math.ceil(body.length / 2)));
      break;
    case 'while it is worked on':
      await written(socket, head + body);
      break;
    case 'amid an answer':
    case 'amid a stream':
      await begins(socket, head + body);
      break;
  }
  if (reset) socket.resetAndDestroy();
  else socket.destroy();
  await gone;
}

function bytesOf(
  { line, headers = {}, body = '' }: LeavingRequest,
  host: string,
): { head: string; body: string } {
  const all = { Host: host, ...headers, ...(body === '' ? {} : { 'Content-Length': String(body.length) }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return { head: `${line} HTTP/1.1\r\n${lines.join('')}\r\n`, body };
}

function written(socket: Socket, bytes: string): Promise<void> {
  return new Promise((resolve) => {
    socket.write(bytes, () => resolve());
    socket.once('close', () => resolve());
  });
}

/** Throws when the answer that begins is no good one: there would be nothing to leave. */
async function begins(socket: Socket, bytes: string): Promise<void> {
  let first = '';
  socket.once('data', (chunk: Buffer) => (first = chunk.subarray(0, 12).toString('latin1')));
  await written(socket, bytes);
  if (first === '') await happens(socket, 'data');
  if (first !== 'HTTP/1.1 200') throw new Error(`answered ${first || 'nothing'}`);
}

/** Or the connection is closed. Throws when neither happens. */
async function happens(socket: Socket, event: 'connect' | 'data'): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`no ${event} within ${LIMIT_MS} ms`));
    }, LIMIT_MS);
    socket.once(event, () => resolve());
    socket.once('close', () => resolve());
  }).finally(() => clearTimeout(timer));
}
