import { randomUUID } from 'node:crypto';
import { fakeToken } from '@houtai/testing';
import { send } from '../test/api-client';
import { startSample, type Sample } from '../test/sample-service';

interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  instance: string;
  traceId: string;
  errors?: { field: string; rule: string; message: string }[];
  details?: Record<string, unknown>;
}

const CRATE = { label: 'oak', size: { weightGrams: 10 } };

describe('every refusal is a problem document', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample();
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  const call = (method: string, path: string, options?: Parameters<typeof send>[3]) =>
    send<ProblemBody>(sample.url, method, path, options);

  it.each([
    ['no token', 'GET', '/api/v1/crates', { roles: null }, 401, 'unauthenticated'],
    [
      'a token that is none',
      'GET',
      '/api/v1/crates',
      { roles: null, headers: { authorization: 'Bearer x.y.z' } },
      401,
      'unauthenticated',
    ],
    [
      'a role without the permission',
      'GET',
      '/api/v1/crates',
      { roles: ['partner-agent'] },
      403,
      'forbidden',
    ],
    ['an unknown role', 'GET', '/api/v1/crates', { roles: ['emperor'] }, 403, 'forbidden'],
    ['an unknown route', 'GET', '/api/v1/barrels', {}, 404, 'not-found'],
    ['an unknown id', 'GET', `/api/v1/crates/${randomUUID()}`, {}, 404, 'not-found'],
    ['an id that is none', 'GET', '/api/v1/crates/7', {}, 400, 'validation-failed'],
    ['malformed JSON', 'POST', '/api/v1/crates', { raw: '{"label":' }, 400, 'validation-failed'],
    [
      'a poisoned prototype',
      'POST',
      '/api/v1/crates',
      { raw: '{"__proto__":{"a":1}}' },
      400,
      'validation-failed',
    ],
    ['an array as body', 'POST', '/api/v1/crates', { raw: '[]' }, 400, 'validation-failed'],
    ['no body', 'POST', '/api/v1/crates', {}, 400, 'validation-failed'],
    [
      'another content type',
      'POST',
      '/api/v1/crates',
      { raw: '<x/>', headers: { 'content-type': 'text/xml' } },
      415,
      'unsupported-media-type',
    ],
    [
      'a form',
      'POST',
      '/api/v1/crates',
      { raw: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    [
      'too much',
      'POST',
      '/api/v1/crates',
      { body: { label: 'x'.repeat(2_000_000) } },
      413,
      'payload-too-large',
    ],
    ['a broken escape in the path', 'GET', '/api/v1/crates/%FF', {}, 400, 'validation-failed'],
    [
      'a domain error',
      'POST',
      '/api/v1/crates',
      { body: { ...CRATE, label: 'cursed' } },
      409,
      'crate-cursed',
    ],
    ['a defect', 'POST', '/api/v1/crates', { body: { ...CRATE, label: 'broken' } }, 500, 'internal'],
    [
      'a code nobody mapped',
      'POST',
      '/api/v1/crates',
      { body: { ...CRATE, label: 'unmapped' } },
      500,
      'internal',
    ],
    [
      'no If-Match',
      'PUT',
      `/api/v1/crates/${randomUUID()}`,
      { body: { label: 'a' } },
      428,
      'precondition-required',
    ],
    [
      'a faulty If-Match',
      'PUT',
      `/api/v1/crates/${randomUUID()}`,
      { body: { label: 'a' }, headers: { 'if-match': '7' } },
      400,
      'validation-failed',
    ],
    [
      'a time in live mode',
      'GET',
      '/api/v1/crates',
      { headers: { 'x-houtai-time': '2027-01-01T00:00:00Z' } },
      400,
      'validation-failed',
    ],
    [
      'a faulty idempotency key',
      'POST',
      '/api/v1/crates',
      { body: CRATE, headers: { 'idempotency-key': 'a b' } },
      400,
      'validation-failed',
    ],
  ] as const)('%s', async (_, method, path, options, status, code) => {
    const answer = await call(method, path, options);

    expect(answer.body).toMatchObject({ status, code, type: `/problems/${code}` });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body.traceId).toMatch(/^[0-9a-f]{32}$|^$/);
    expect(answer.body.instance).toBe(path);
    expect(Object.values(answer.body).join()).not.toContain('a defect');
  });

  it('refuses an expired token and one of another issuer', async () => {
    for (const token of [
      await fakeToken({ roles: ['admin'], expiresIn: -10 }),
      await fakeToken({ roles: ['admin'], issuer: 'https://elsewhere' }),
    ]) {
      const answer = await call('GET', '/api/v1/crates', {
        roles: null,
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.body.code).toBe('unauthenticated');
      expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
    }
  });

  it('names all faults at once, nested and unknown fields too', async () => {
    const body = { label: 7, colour: 'red', size: { weightGrams: 0, depth: 2 } };
    const { body: problem } = await call('POST', '/api/v1/crates', { body });

    const faults = problem.errors?.map(({ field, rule }) => `${field} ${rule}`).sort();
    expect(faults).toEqual([
      'colour unknownField',
      'label isString',
      'label maxLength',
      'size.depth unknownField',
      'size.weightGrams min',
    ]);
  });

  it('names control characters in values, keys, queries, ids and cursors beside all other faults', async () => {
    const body = { label: 'oak\u0000', size: { weightGrams: 0, 'depth\u0000': 2 } };
    const posted = await call('POST', '/api/v1/crates', { body });
    const faults = posted.body.errors?.map(({ field, rule }) => `${field} ${rule}`).sort();
    expect({ status: posted.status, faults }).toEqual({
      status: 400,
      faults: [
        'label hasNoControlCharacters',
        'size.depth\\u0000 hasNoControlCharacters',
        'size.weightGrams min',
      ],
    });
    for (const path of ['/api/v1/crates?after=a%00', '/api/v1/crates/a%00']) {
      const { status, body: problem } = await call('GET', path);
      expect({ path, status, code: problem.code }).toEqual({ path, status: 400, code: 'validation-failed' });
    }
    const chinese = await call('POST', '/api/v1/crates', {
      body: { ...CRATE, label: '\ud83d' },
      headers: { 'accept-language': 'zh' },
    });
    expect(chinese.body.errors?.[0]?.message).toBe('label 不能包含控制字符');
  });

  it('speaks Chinese when asked to', async () => {
    const headers = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' };
    const invalid = await call('POST', '/api/v1/crates', {
      body: { label: 'a', size: { weightGrams: 0 } },
      headers,
    });
    const cursed = await call('POST', '/api/v1/crates', { body: { ...CRATE, label: 'cursed' }, headers });

    expect(invalid.body.title).toBe('请求无效');
    expect(invalid.body.errors).toEqual([
      { field: 'size.weightGrams', rule: 'min', message: 'size.weightGrams 不能小于 1' },
    ]);
    expect(invalid.headers.get('content-language')).toBe('zh');
    expect(cursed.body).toMatchObject({
      title: '箱子被诅咒',
      detail: '箱子 cursed 被诅咒了。',
      details: { label: 'cursed' },
    });
  });

  it('quotes the trace of the caller', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await call('GET', '/nowhere', { headers: { traceparent } });
    expect(answer.body.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  });
});
