import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { DEMO_PASSWORD, eventually, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { startUpstream, type Upstream } from './upstream';

const DESK = 'https://desk.example';

let orders: Upstream;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  orders = await startUpstream();
  gateway = await startGateway({
    services: { orders: orders.url },
    env: { HOUTAI_CORS_ORIGINS: `${DESK}, http://localhost:5173` },
  });
  await gateway.routesOf('orders');
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
});
beforeEach(() => orders.seen.splice(0));

/** Sends bytes as they are. @returns the statuses of all answers until the connection is closed */
function sendRaw(url: string, bytes: string): Promise<number[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answered = '';
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(bytes));
    socket.setTimeout(3_000, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => (answered += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () =>
      resolve([...answered.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))),
    );
  });
}

const SMUGGLED = 'GET /api/v1/opening-hours?smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
const start = (...headers: string[]) =>
  ['POST /api/v1/reservations HTTP/1.1', 'Host: x', 'Content-Type: application/json', ...headers].join(
    '\r\n',
  );

describe('what two servers might read in two ways is refused, and reaches no service', () => {
  it.each([
    ['two lengths', `${start('Content-Length: 0', `Content-Length: ${SMUGGLED.length}`)}\r\n\r\n${SMUGGLED}`],
    ['two lengths in one header', `${start('Content-Length: 0, 5')}\r\n\r\n${SMUGGLED}`],
    ['the same length twice', `${start('Content-Length: 2', 'Content-Length: 2')}\r\n\r\n{}`],
    ['a length with a sign', `${start('Content-Length: +2')}\r\n\r\n{}`],
    ['a length in hexadecimal', `${start('Content-Length: 0x2')}\r\n\r\n{}`],
    ['a length that is negative', `${start('Content-Length: -1')}\r\n\r\n`],
    [
      'length and chunks',
      `${start('Content-Length: 5', 'Transfer-Encoding: chunked')}\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    [
      'chunks and length',
      `${start('Transfer-Encoding: chunked', 'Content-Length: 5')}\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    ['chunks by another name', `${start('Transfer-Encoding: xchunked')}\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    [
      'chunks that are not last',
      `${start('Transfer-Encoding: chunked, identity')}\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    ['a space before the colon', `${start('Transfer-Encoding : chunked')}\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a folded header', `${start('X-Folded: a\r\n Transfer-Encoding: chunked')}\r\n\r\n${SMUGGLED}`],
    ['a line feed alone', `${start('X-Bare: a\nTransfer-Encoding: chunked')}\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['a carriage return alone', `${start('X-Bare: a\rContent-Length: 5')}\r\n\r\n${SMUGGLED}`],
    ['a NUL in a header', `${start('X-Nul: a\u0000b', 'Content-Length: 0')}\r\n\r\n`],
    ['a chunk of a size that is none', `${start('Transfer-Encoding: chunked')}\r\n\r\n0x1\r\na\r\n0\r\n\r\n`],
    ['no host', 'GET /api/v1/opening-hours HTTP/1.1\r\n\r\n'],
  ])('%s', async (_case, text) => {
    const statuses = await sendRaw(gateway.url, text);
    expect(statuses).toEqual([400]);
    expect(orders.seen).toEqual([]);
    // The services read with the same parser: whoever reaches one directly gets no further.
    expect(await sendRaw(gateway.url, SMUGGLED.replace('Host: x', 'Host: x\r\nConnection: close'))).toEqual([
      200,
    ]);
  });
});

describe('a path of the API written in another way', () => {
  const ways = ['http://x/api', 'HTTPS://x:8443/api', '/%61pi', '/a%70%69', '/%61%70%69'];

  /** Sends a request that no client would, and reads its one answer. */
  async function ask(method: string, target: string, ...headers: string[]): Promise<string> {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    const lines = ['Host: x', 'Content-Length: 0', ...headers, 'Connection: close'];
    socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    return text(socket);
  }

  it.each(ways)('%s is counted, and answered as safely', async (way) => {
    for (const path of ['/v1/opening-hours', '/v1/auth/me', '/v1/user-accounts']) {
      const answer = await ask('GET', way + path);
      expect(answer).toMatch(/\r\nratelimit-policy: /i);
      expect(answer).toMatch(/\r\nx-frame-options: DENY/i);
    }
  });

  it('takes no token of a session that has ended', async () => {
    const { body } = await gateway.http<{ accessToken: string; refreshToken: string }>(
      'POST',
      '/api/v1/auth/sign-in',
      { body: { username: 'root', password: DEMO_PASSWORD }, roles: null },
    );
    const bearer = `Authorization: Bearer ${body.accessToken}`;
    const paths = ['/api', ...ways].map((way) => `${way}/v1/user-accounts`);
    for (const path of paths) expect(await ask('GET', path, bearer)).toMatch(/^HTTP\/1\.1 200 /);
    const { refreshToken } = body;
    await gateway.http('POST', '/api/v1/auth/sign-out', { body: { refreshToken }, roles: null });
    await eventually(async () =>
      expect(await ask('GET', '/api/v1/user-accounts', bearer)).toMatch(/^HTTP\/1\.1 401 /),
    );
    for (const path of paths) expect(await ask('GET', path, bearer)).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('leaves its change in the audit trail', async () => {
    const bearer = `Authorization: Bearer ${await gateway.signIn('root')}`;
    const asked = new Map(ways.map((way) => [randomUUID() as string, way]));
    for (const [correlationId, way] of asked)
      await ask(
        'POST',
        `${way}/v1/user-accounts/${correlationId}/disable`,
        bearer,
        `X-Correlation-Id: ${correlationId}`,
      );
    await eventually(async () => {
      const { body } = await gateway.http<{ items: { correlationId: string; route: string }[] }>(
        'GET',
        '/api/v1/audit-entries?limit=50',
      );
      const disabling = body.items.filter(({ route }) => route === '/api/v1/user-accounts/{id}/disable');
      const seen = disabling.map(({ correlationId }) => correlationId);
      expect(seen).toEqual(expect.arrayContaining([...asked.keys()]));
    });
  });
});

describe('an answer of the API', () => {
  it.each([
    ['of a service', 'GET', '/api/v1/opening-hours', 200],
    ['of the gateway', 'GET', '/api/v1/auth/me', 401],
    ['to an unknown path', 'GET', '/api/v1/unheard-of', 404],
    ['to another method', 'DELETE', '/api/v1/reservations', 405],
  ])('%s is not framed, guessed at, kept or told of', async (_case, method, path, status) => {
    const answer = await gateway.http(method, path, { roles: null });
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(answer.headers.get('server')).toBeNull();
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });
});

describe('scripts of another origin', () => {
  const asked = (origin: string, method = 'GET') =>
    gateway.http(method, '/api/v1/opening-hours', {
      roles: null,
      headers: { origin, 'access-control-request-method': 'GET' },
    });

  it('that is on the list read answers, refusals too, and are told so beforehand', async () => {
    const before = await asked(DESK, 'OPTIONS');
    expect(before.status).toBe(204);
    expect(before.headers.get('access-control-allow-origin')).toBe(DESK);
    expect(before.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    const after = await asked(DESK);
    expect(after.headers.get('access-control-allow-origin')).toBe(DESK);
    expect(after.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(after.headers.get('vary')).toMatch(/origin/i);
    const refused = await gateway.http('GET', '/api/v1/auth/me', { roles: null, headers: { origin: DESK } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, DESK]);
  });

  it.each(['https://evil.example', 'null', 'https://desk.example.evil.example', 'http://desk.example'])(
    'from %s hear nothing',
    async (origin) => {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await asked(origin, method);
        expect(headers.get('access-control-allow-origin')).toBeNull();
        expect(headers.get('access-control-allow-credentials')).toBeNull();
      }
    },
  );

  it.each(['*', 'null', 'https://desk.example/', 'desk.example', `${DESK},,`, 'ftp://desk.example'])(
    'are named one by one: %s is no list of them',
    async (origins) => {
      await expect(startGateway({ env: { HOUTAI_CORS_ORIGINS: origins } })).rejects.toThrow(
        'HOUTAI_CORS_ORIGINS',
      );
    },
  );
});
