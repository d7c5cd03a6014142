import { randomUUID } from 'node:crypto';
import { send, type Answer } from '../../test/api-client';
import { startSample, type Sample } from '../../test/sample-service';

interface CrateBody extends Record<string, unknown> {
  id: string;
  version: number;
  weightGrams: number;
  madeAt: string;
}

const CRATE = { label: 'oak', size: { weightGrams: 10 } };

describe('requests', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample({ env: { HOUTAI_MODE: 'simulated' } });
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  const make = (headers: Record<string, string> = {}): Promise<Answer<CrateBody>> =>
    send<CrateBody>(sample.url, 'POST', '/api/v1/crates', { body: CRATE, headers });

  it('answers with bigints as numbers and the version as ETag', async () => {
    const { status, body, headers } = await make();
    expect(status).toBe(201);
    expect(body.weightGrams).toBe(10);
    expect(headers.get('etag')).toBe('"1"');
  });

  it('changes a resource only at the version the caller has seen', async () => {
    const { body: crate } = await make();
    const path = `/api/v1/crates/${crate.id}`;
    const relabel = (version: string) =>
      send(sample.url, 'PUT', path, { body: { label: 'elm' }, headers: { 'if-match': version } });
    const changed = await relabel('"1"');
    const stale = await relabel('"1"');

    expect(changed.headers.get('etag')).toBe('"2"');
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({ code: 'stale-version', details: { expected: 1, actual: 2 } });
  });

  it('links to the following page', async () => {
    await Promise.all([make(), make()]);
    const { headers, body } = await send(sample.url, 'GET', '/api/v1/crates?limit=1');
    expect(body).toMatchObject({ items: [expect.anything()], next: 'more' });
    expect(headers.get('link')).toBe('</api/v1/crates?limit=1&after=more>; rel="next"');
    const whole = await send(sample.url, 'GET', '/api/v1/crates?limit=200');
    expect(whole.headers.get('link')).toBeNull();
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'limit=1.5', 'sort=name', `after=${'x'.repeat(501)}`])(
    'refuses the query %s',
    async (query) => {
      const { status, body } = await send(sample.url, 'GET', `/api/v1/crates?${query}`);
      expect(status).toBe(400);
      expect((body['errors'] as { field: string }[])[0]?.field).toBe(query.split('=')[0]);
    },
  );

  it('carries the correlation id, trace, actor and business time of the request', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const correlationId = randomUUID();
    const { body, headers } = await send(sample.url, 'GET', '/api/v1/whoami', {
      sub: 'anna',
      headers: {
        traceparent,
        'x-correlation-id': correlationId,
        'x-houtai-time': '2027-03-01T10:00:00+08:00',
      },
    });

    expect(body).toEqual({
      actor: { id: 'anna', name: 'Test User', roles: ['dispatcher'] },
      call: {
        correlationId,
        traceparent: expect.stringMatching(
          /^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-01$/,
        ),
        businessTime: '2027-03-01T02:00:00.000Z',
        actor: 'anna',
        roles: ['dispatcher'],
        language: 'en',
      },
    });
    expect(headers.get('x-correlation-id')).toBe(correlationId);
  });

  it('keeps the call through the body parser and the transaction', async () => {
    const times = Array.from({ length: 20 }, (_, n) => new Date(Date.UTC(2027, 0, 1 + n)).toISOString());
    const made = await Promise.all(
      times.map((time) => make({ 'x-houtai-time': time, 'idempotency-key': randomUUID() })),
    );
    expect(made.map(({ body }) => body.madeAt)).toEqual(times);
  });

  it('invents a correlation id when the given one is not usable', async () => {
    const { headers } = await send(sample.url, 'GET', '/api/v1/ping', {
      headers: { 'x-correlation-id': 'a b' },
    });
    expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses a body of objects within objects that has no end', async () => {
    const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`) as unknown;
    for (const body of [
      nested(2_000),
      { ...CRATE, label: nested(2_000) },
      { ...CRATE, more: [nested(40)] },
    ]) {
      const answer = await send(sample.url, 'POST', '/api/v1/crates', { body });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'validation-failed', errors: [{ field: 'body', rule: 'isShallow' }] },
      });
    }
  });

  it('refuses a business time that is none', async () => {
    const { body } = await send(sample.url, 'GET', '/api/v1/ping', {
      headers: { 'x-houtai-time': 'tomorrow' },
    });
    expect(body).toMatchObject({
      code: 'validation-failed',
      errors: [{ field: 'X-Houtai-Time', rule: 'isInstant' }],
    });
  });

  it('serves a public route without a token', async () => {
    expect((await send(sample.url, 'GET', '/api/v1/ping', { roles: null })).body).toEqual({ pong: true });
  });
});
