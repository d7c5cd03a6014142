import { HoutaiPartner, HoutaiProblem, HoutaiUnreachable, everyItem, isProblem } from '../src/index.js';
import { ScriptedServer, answers, cuts, refuses } from './scripted-server';

const WISH = {
  classCode: 'compact',
  pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2027-01-17T10:00:00+08:00' },
  return: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2027-01-18T10:00:00+08:00' },
};
const BOOKED = { id: '0196f3a0-0000-7000-8000-000000000001', status: 'submitted' };

describe('calls of a client', () => {
  const server = new ScriptedServer();
  let houtai: HoutaiPartner;
  const client = (more: object = {}) =>
    new HoutaiPartner({
      url: server.url,
      credentials: { token: 'token' },
      retries: { firstWaitMs: 1, longestWaitMs: 5 },
      ...more,
    });
  const book = () => houtai.submitReservation({ body: { ...WISH, customerId: BOOKED.id } });
  const keys = () => server.received.map(({ headers }) => headers['idempotency-key']);

  beforeAll(async () => {
    await server.listen();
    houtai = client();
  });
  afterAll(() => server.close());

  it('have one idempotency key over all attempts, and each call its own', async () => {
    server.play(
      refuses(503, 'unavailable'),
      cuts,
      refuses(409, 'request-under-way', {}, { 'retry-after': '0' }),
      answers(201, BOOKED),
    );
    expect(await book()).toEqual(BOOKED);
    expect(keys()).toHaveLength(4);
    expect(new Set(keys()).size).toBe(1);
    expect(keys()[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(server.received.map(({ body }) => body)).size).toBe(1);
    await book();
    expect(new Set(keys()).size).toBe(2);
  });

  it('keep the key that the caller has given', async () => {
    server.play(cuts, answers(201, BOOKED));
    await houtai.submitReservation({
      body: { ...WISH, customerId: BOOKED.id },
      headers: { 'Idempotency-Key': 'order-117' },
    });
    expect(keys()).toEqual(['order-117', 'order-117']);
  });

  it('are not sent again when a repetition would do it twice', async () => {
    server.play(refuses(503, 'unavailable'));
    const made = houtai.liveTake();
    await expect(made).rejects.toMatchObject({ code: 'unavailable', status: 503 });
    expect(keys()).toEqual([undefined]);
  });

  it('wait as long as the answer asks for', async () => {
    server.play(refuses(429, 'too-many-requests', {}, { 'retry-after': '1' }), answers(200, { items: [] }));
    const before = performance.now();
    await houtai.listReservations();
    expect(performance.now() - before).toBeGreaterThanOrEqual(990);
  });

  it('say how long when that is too long', async () => {
    server.play(refuses(429, 'too-many-requests', {}, { 'retry-after': '3600' }));
    await expect(houtai.listReservations()).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
    expect(server.received).toHaveLength(1);
  });

  it('throw a problem by its code, with all faults and facts', async () => {
    const errors = [{ field: 'classCode', rule: 'isText', message: 'classCode is too long' }];
    server.play(refuses(422, 'class-not-in-contract', { details: { classCode: 'suv' }, errors }));
    const thrown = await book().catch((fault: unknown) => fault);
    expect(thrown).toBeInstanceOf(HoutaiProblem);
    expect(isProblem(thrown, 'branch-not-in-contract', 'rate-plan-missing')).toBe(false);
    if (!isProblem(thrown, 'class-not-in-contract')) throw thrown;
    expect(thrown.details.classCode).toBe('suv');
    expect(thrown).toMatchObject({
      errors,
      traceId: 't-1',
      sending: { method: 'POST', idempotencyKey: keys()[0] },
    });
    expect(thrown.message).toContain('class-not-in-contract.');
  });

  it('throw what is no problem of ours as unexpected', async () => {
    server.play((response) => response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>no</h1>'));
    await expect(houtai.listBranches()).rejects.toMatchObject({ code: 'unexpected-answer', status: 403 });
  });

  it('say under which key to try again when no answer came', async () => {
    server.play(cuts);
    const thrown = await book().catch((fault: unknown) => fault);
    expect(thrown).toBeInstanceOf(HoutaiUnreachable);
    expect(server.received).toHaveLength(5);
    expect(thrown).toMatchObject({ sending: { idempotencyKey: keys()[0], url: '/api/v1/reservations' } });
  });

  it('end after a time when nobody answers, and at once when the caller gives up', async () => {
    server.play(() => undefined);
    const hurried = client({ timeoutMs: 1_000, retries: { attempts: 2, firstWaitMs: 1 } });
    await expect(hurried.listBranches()).rejects.toBeInstanceOf(HoutaiUnreachable);
    expect(server.received).toHaveLength(2);
    const reason = new Error('changed my mind');
    const given = new AbortController();
    setTimeout(() => given.abort(reason), 20);
    await expect(houtai.listBranches({ signal: given.signal })).rejects.toBe(reason);
  });

  it('follow no redirect, which would make another request of it', async () => {
    server.play((response) => response.writeHead(302, { location: '/elsewhere' }).end());
    await expect(client({ retries: { attempts: 1 } }).listBranches()).rejects.toBeInstanceOf(
      HoutaiUnreachable,
    );
  });

  it('are not sent at all with an id that is missing: it would be another request', async () => {
    server.play(answers(200, { items: [] }));
    for (const id of ['', undefined as unknown as string])
      await expect(houtai.showReservation({ path: { id } })).rejects.toThrow(
        '/api/v1/reservations/{id}: id is missing',
      );
    expect(server.received).toEqual([]);
  });

  it('walk a list page by page, as far as it is read', async () => {
    const page = (items: number[], next: string | null) => answers(200, { items, next });
    server.play(page([1, 2], 'c1'), page([], 'c2'), page([3], null));
    const read: unknown[] = [];
    for await (const item of everyItem((from) => houtai.listReservations({ query: { limit: 2, ...from } })))
      read.push(item);
    expect(read).toEqual([1, 2, 3]);
    expect(server.received.map(({ path }) => new URL(path, server.url).searchParams.get('after'))).toEqual([
      null,
      'c1',
      'c2',
    ]);
    server.play(page([1, 2], 'c1'));
    for await (const _ of everyItem((from) => houtai.listReservations({ query: from }))) break;
    expect(server.received).toHaveLength(1);
  });

  it('get another token when theirs was refused, and are refused when there is none', async () => {
    let asked = 0;
    const renewing = client({ credentials: { token: () => `t${(asked += 1)}` } });
    server.play(refuses(401, 'unauthenticated'), answers(201, BOOKED));
    await renewing.submitReservation({ body: { ...WISH, customerId: BOOKED.id } });
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
    expect(new Set(keys()).size).toBe(1);
    server.play(refuses(401, 'unauthenticated'));
    await expect(houtai.listBranches()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(server.received).toHaveLength(1);
  });

  it('sign a person in first, and speak the language that was asked for', async () => {
    const tokens = { accessToken: 'fresh', refreshToken: 'r', expiresIn: 900 };
    const person = client({ credentials: { username: 'shen', password: 'p' }, language: 'zh' });
    server.play(answers(200, tokens), answers(200, { items: [] }));
    await person.listBranches();
    expect(
      server.received.map(({ path, headers }) => [path, headers.authorization, headers['accept-language']]),
    ).toEqual([
      ['/api/v1/auth/sign-in', undefined, 'zh'],
      ['/api/v1/branches', 'Bearer fresh', 'zh'],
    ]);
    server.play(refuses(401, 'sign-in-refused'));
    await expect(
      client({ credentials: { username: 'shen', password: 'x' } }).listBranches(),
    ).rejects.toMatchObject({
      code: 'sign-in-refused',
    });
  });
});
