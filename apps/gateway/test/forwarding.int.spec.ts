import { request as rawRequest } from 'node:http';
import { eventually, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { releaseHeldAnswers, startUpstream, type Upstream } from './upstream';

interface Problem {
  code: string;
  status: number;
  title: string;
  instance: string;
  traceId: string;
  details?: Record<string, unknown>;
}

let orders: Upstream;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  orders = await startUpstream();
  gateway = await startGateway({
    services: { orders: orders.url },
    env: { HOUTAI_UPSTREAM_TIMEOUT_MS: '1500', HOUTAI_BODY_LIMIT: '200000' },
  });
  await gateway.routesOf('orders');
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
});
beforeEach(() => orders.seen.splice(0));

const post = (query: string, headers: Record<string, string> = {}) =>
  gateway.http<Problem>('POST', `/api/v1/reservations${query}`, { body: { a: 1 }, headers });

describe('a forwarded request', () => {
  it('reaches its service byte for byte, with the headers that matter', async () => {
    const text = '{ "a" :   1.50 }';
    const token = await gateway.signIn('root');
    const answer = await fetch(`${gateway.url}/api/v1/reservations?x=%2Fy`, {
      method: 'POST',
      body: text,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': 'k1',
        'if-match': '"3"',
        'accept-language': 'zh',
        'x-houtai-time': '2027-03-01T02:00:00.000Z',
        'x-correlation-id': 'corr-1',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
        'x-houtai-actor': 'forged',
        'x-forwarded-for': '8.8.8.8',
        cookie: 'a=b',
      },
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe(text);
    expect(answer.headers.get('etag')).toBe('"7"');
    expect(answer.headers.get('x-correlation-id')).toBe('corr-1');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const [seen] = orders.seen;
    expect(seen).toMatchObject({ method: 'POST', url: '/api/v1/reservations?x=%2Fy' });
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'idempotency-key': 'k1',
      'if-match': '"3"',
      'accept-language': 'zh',
      'x-houtai-time': '2027-03-01T02:00:00.000Z',
      'x-correlation-id': 'corr-1',
      'x-forwarded-for': '127.0.0.1',
    });
    expect(seen?.headers['traceparent']).toContain('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(seen?.headers['traceparent']).not.toContain('00f067aa0ba902b7');
    expect(JSON.stringify(seen?.headers)).not.toContain('forged');
    expect(seen?.headers['cookie']).toBeUndefined();
  });

  it('gets the answer of the service as it is, refusals included, without headers of the connection', async () => {
    const answer = await post('?then=refuse');
    expect(answer).toMatchObject({ status: 409, body: { code: 'its-own' } });
    expect(answer.headers.get('x-own')).toBeNull();
  });

  it('needs no token for a public route', async () => {
    expect((await gateway.http('GET', '/api/v1/opening-hours', { roles: null })).status).toBe(200);
  });

  it('shows the parked messages of a service under its name', async () => {
    const { status } = await gateway.http('GET', '/api/v1/operations/orders/parked-messages?limit=3');
    expect(status).toBe(200);
    expect(orders.seen[0]?.url).toBe('/internal/parked-messages?limit=3');
  });

  it('sends a dead event of a service again, for those who may operate it alone', async () => {
    const path = '/api/v1/operations/orders/dead-events/0196f3a0-0000-7000-8000-000000000001/retry';
    expect((await gateway.http('POST', path, { roles: ['dispatcher'] })).status).toBe(403);
    expect(orders.seen).toEqual([]);
    expect((await gateway.http('POST', path, { roles: ['operations-manager'] })).status).toBeLessThan(300);
    expect(orders.seen[0]?.url).toBe('/internal/dead-events/0196f3a0-0000-7000-8000-000000000001/retry');
  });

  it('streams bodies both ways', async () => {
    const big = Buffer.alloc(190_000, 'x');
    const sent = await fetch(`${gateway.url}/api/v1/reservations`, {
      method: 'POST',
      body: big,
      headers: { authorization: `Bearer ${await gateway.signIn('root')}`, 'content-type': 'text/plain' },
    });
    expect((await sent.arrayBuffer()).byteLength).toBe(190_000);
    const answer = await fetch(`${gateway.url}/api/v1/reservations?then=stream`, {
      headers: { authorization: `Bearer ${await gateway.signIn('root')}` },
    });
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toBe('first');
    // The first piece is here while the service still holds the second back.
    releaseHeldAnswers();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('second');
  });
});

describe('a request the gateway refuses itself', () => {
  it.each([
    ['no token', 'GET', '/api/v1/reservations', null, 401, 'unauthenticated'],
    ['no permission', 'POST', '/api/v1/reservations', ['analyst'], 403, 'forbidden'],
    ['an unknown path', 'GET', '/api/v1/unheard-of', ['admin'], 404, 'not-found'],
    ['an internal path', 'GET', '/api/v1/../../internal/bus', null, 401, 'unauthenticated'],
    ['another method', 'DELETE', '/api/v1/reservations', ['admin'], 405, 'method-not-allowed'],
    ['another method on an own path', 'PUT', '/api/v1/user-accounts', ['admin'], 405, 'method-not-allowed'],
  ])('for %s', async (_case, method, path, roles, status, code) => {
    const answer = await gateway.http<Problem>(method, path, { roles });
    expect(answer).toMatchObject({
      status,
      body: { code, status, traceId: expect.stringMatching(/^[0-9a-f]{32}$/) },
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(orders.seen).toEqual([]);
  });

  it('names the allowed methods, in the language asked for', async () => {
    const answer = await gateway.http<Problem>('DELETE', '/api/v1/reservations', {
      headers: { 'accept-language': 'zh' },
    });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
    expect(answer.body.title).toBe('不支持的请求方法');
  });

  it('for a path of its own that its router does not take, and asks nobody else for it', async () => {
    const path = `/api/v1/user-accounts/${'x'.repeat(400)}/disable`;
    const began = performance.now();
    const { status, body } = await gateway.http<Problem>('POST', path, { headers: { 'if-match': '"1"' } });
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-found' });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('for a forged or expired token', async () => {
    for (const token of ['nonsense', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.']) {
      const answer = await gateway.http<Problem>('GET', '/api/v1/reservations', {
        roles: null,
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
      expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
    }
  });

  it('for a body that is too large, declared or not', async () => {
    const declared = await gateway.http<Problem>('POST', '/api/v1/reservations', {
      body: 'x'.repeat(200_001),
    });
    expect(declared).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    const chunked = await sendChunked(Array<string>(30).fill('x'.repeat(10_000)));
    expect(chunked).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    expect(await sendChunked(['a', 'b'])).toMatchObject({ status: 200 });
  });
});

describe('a service that fails', () => {
  it('and breaks off: 502, not repeated for a POST', async () => {
    expect(await post('?then=break')).toMatchObject({ status: 502, body: { code: 'service-broken' } });
    expect(orders.seen).toHaveLength(1);
  });

  it('and breaks off: repeated once for a GET and for a POST with a key', async () => {
    expect((await gateway.http('GET', '/api/v1/reservations?then=break')).status).toBe(502);
    expect(orders.seen).toHaveLength(2);
    expect((await post('?then=break', { 'idempotency-key': 'k' })).status).toBe(502);
    expect(orders.seen).toHaveLength(4);
  });

  it('and hangs: 504, never repeated', async () => {
    expect(await gateway.http('GET', '/api/v1/reservations?then=hang')).toMatchObject({
      status: 504,
      body: { code: 'service-timeout', details: { service: 'orders' } },
    });
    expect(orders.seen).toHaveLength(1);
  });

  it('and stops in the middle of an answer: the client notices', async () => {
    await expect(gateway.http('GET', '/api/v1/reservations?then=cut')).rejects.toThrow();
  });

  it('and is down: 503 while its routes stay known; it is found again by itself', async () => {
    const { port } = orders;
    await orders.close();
    const down = await eventually(async () => {
      const answer = await post('');
      expect(answer.status).toBe(503);
      return answer;
    });
    expect(down.body).toMatchObject({ code: 'service-unavailable', details: { service: 'orders' } });
    const services = await gateway.http<{ items: object[] }>('GET', '/api/v1/operations/services');
    expect(services.body.items).toContainEqual(
      expect.objectContaining({ service: 'orders', ready: false, routesKnown: true }),
    );
    orders = await startUpstream(port);
    await eventually(async () => expect((await post('')).status).toBe(200));
  });
});

async function sendChunked(chunks: string[]): Promise<{ status: number | undefined; body: unknown }> {
  const token = await gateway.signIn('root');
  return new Promise((resolve, reject) => {
    const request = rawRequest(
      `${gateway.url}/api/v1/reservations`,
      { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode, body: text.startsWith('{') ? JSON.parse(text) : text }),
        );
      },
    );
    request.on('error', reject);
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}
