import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  bytes: number;
}

/** A small service behind the gateway, on a real socket. */
export interface Upstream {
  url: string;
  port: number;
  seen: SeenRequest[];
  /** Requests that it has begun to read and whose connection still waits for the end of an answer. */
  inHand(): number;
  /** Answers `GET /internal/bus`. */
  bus: Record<string, unknown>;
  close(): Promise<void>;
}

/** Says what it is sent: any body, with an ETag. */
const responses = {
  200: { description: 'ok', headers: { ETag: { schema: { type: 'string' } } }, content: { '*/*': {} } },
  409: {
    description: 'its-own: Refused by the service',
    content: { 'application/problem+json': { schema: { properties: { code: { enum: ['its-own'] } } } } },
  },
};
const limited = {
  description: 'too-many-requests: Refused by the gateway',
  headers: { 'Retry-After': { schema: { type: 'string' } } },
  content: {
    'application/problem+json': { schema: { properties: { code: { enum: ['too-many-requests'] } } } },
  },
};
const parameters = ['limit', 'then', 'secret'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'string' },
}));
const may = (permission: string) => ({
  operationId: permission,
  'x-houtai-permission': permission,
  parameters,
  responses,
});

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1', description: 'Rentals' },
  paths: {
    '/api/v1/reservations': { get: may('reservations:read'), post: may('reservations:write') },
    '/api/v1/reservations/{id}': {
      get: may('reservations:read'),
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    },
    '/api/v1/opening-hours': {
      get: { 'x-houtai-public': true, parameters, responses: { ...responses, 429: limited } },
    },
    '/api/v1/branch-list': { get: { ...may('branches:read'), 'x-houtai-partner': 'reference' } },
    '/api/v1/class-list': { get: { ...may('vehicle-classes:read'), 'x-houtai-partner': 'reference' } },
    '/api/v1/bookings': { post: { ...may('reservations:quote'), 'x-houtai-partner': 'own' } },
    '/api/v1/guests': {
      get: { ...may('reservations:quote'), 'x-houtai-partner': 'own', 'x-houtai-personal-data': true },
    },
    '/internal/parked-messages': { get: may('operations:read') },
    '/internal/dead-events/{id}/retry': { post: may('operations:write') },
  },
};

/** Answers of `?then=stream` that have begun and wait to be told to end. */
const held: ServerResponse[] = [];

export function releaseHeldAnswers(): void {
  for (const response of held.splice(0)) response.end('second');
}

/** `?then=` of a request says how the service misbehaves. */
const BEHAVIOUR: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  break: (request) => request.socket.destroy(),
  hang: () => undefined,
  cut: (request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('only this', () => request.socket.destroy());
  },
  stream: (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('first');
    held.push(response);
  },
  refuse: (_request, response) => {
    response.writeHead(409, {
      'content-type': 'application/problem+json',
      'x-own': 'yes',
      connection: 'x-own',
    });
    response.end('{"code":"its-own"}');
  },
};

export async function startUpstream(port = 0): Promise<Upstream> {
  const seen: SeenRequest[] = [];
  let inHand = 0;
  const upstream = { bus: {} as Record<string, unknown> };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://upstream');
    if (url.pathname === '/openapi.json') return json(response, DOCUMENT);
    if (url.pathname === '/internal/bus') return json(response, upstream.bus);
    if (url.pathname === '/health/ready') return json(response, { status: 'ok' });
    inHand += 1;
    response.once('close', () => (inHand -= 1));
    request.on('error', () => undefined);
    let bytes = 0;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      chunks.push(chunk);
    });
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, bytes });
      const behave = BEHAVIOUR[url.searchParams.get('then') ?? ''];
      if (behave) return behave(request, response);
      if (url.pathname.startsWith('/internal/')) return operate(request, response);
      response.writeHead(200, {
        'content-type': request.headers['content-type'] ?? 'text/plain',
        etag: '"7"',
        'keep-alive': 'timeout=72',
      });
      response.end(Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = (server.address() as AddressInfo).port;
  return Object.assign(upstream, {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    seen,
    inHand: () => inHand,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** As the host of every service answers its operators. */
function operate({ method }: IncomingMessage, response: ServerResponse): void {
  if (method === 'GET') return json(response, { items: [], next: null });
  response.writeHead(204);
  response.end();
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
