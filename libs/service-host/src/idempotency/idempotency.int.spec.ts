import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { send, type Call } from '../../test/api-client';
import { Gate, startSample, type Sample } from '../../test/sample-service';
import { DueWorkRegistry } from '../due-work/due-work-registry';

const CRATE = { label: 'oak', size: { weightGrams: 10 } };

describe('a POST with an Idempotency-Key', () => {
  let sample: Sample;
  let database: DataSource;

  beforeAll(async () => {
    sample = await startSample();
    database = sample.app.get(DataSource);
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });
  beforeEach(() => database.query('delete from crate'));

  const post = (key: string, options: Call = {}) =>
    send(sample.url, 'POST', '/api/v1/crates', {
      body: CRATE,
      ...options,
      headers: { 'idempotency-key': key },
    });
  const crates = async () => (await database.query<unknown[]>('select 1 from crate')).length;

  it('has its effect once and repeats the first response', async () => {
    const key = randomUUID();
    const first = await post(key);
    const second = await post(key);

    expect(first.status).toBe(201);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.status).toBe(201);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('etag')).toBe('"1"');
    expect(await crates()).toBe(1);
  });

  it('is refused with another body', async () => {
    const key = randomUUID();
    await post(key);
    const other = await post(key, { body: { ...CRATE, label: 'elm' } });

    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ code: 'idempotency-key-reused' });
    expect(await crates()).toBe(1);
  });

  it('belongs to its actor', async () => {
    const key = randomUUID();
    await post(key, { sub: 'anna' });
    const bert = await post(key, { sub: 'bert', body: { ...CRATE, label: 'elm' } });

    expect(bert.status).toBe(201);
    expect(await crates()).toBe(2);
  });

  it('belongs to the partner of its actor: a retry with another key, or by a person, is no second wish', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const key = randomUUID();
    const order = (sub: string, partner: string, role = 'partner-key') =>
      send(sample.url, 'POST', '/api/v1/crates/of-partners', {
        body: CRATE,
        roles: [role],
        sub,
        partner,
        headers: { 'idempotency-key': key },
      });
    const atOnce = await Promise.all(['old key', 'new key', 'old key'].map((sub) => order(sub, one)));
    const byHand = await order('somebody', one, 'partner-agent');
    for (const answer of [...atOnce, byHand]) expect(answer.status).toBe(201);
    expect(new Set([...atOnce, byHand].map(({ body }) => body['id'])).size).toBe(1);
    expect(await crates()).toBe(1);

    expect((await order('old key', two)).headers.get('idempotency-replayed')).toBeNull();
    // Nobody of the house comes by a partner's answer, whatever a foreign issuer calls them.
    expect((await post(key, { sub: one })).headers.get('idempotency-replayed')).toBeNull();
    expect(await crates()).toBe(3);
  });

  it('is demanded of the key of a partner’s system where something is made, and of nobody else', async () => {
    const order = (role: string) =>
      send(sample.url, 'POST', '/api/v1/crates/of-partners', {
        body: CRATE,
        roles: [role],
        partner: randomUUID(),
        headers: { 'accept-language': 'zh' },
      });
    const refused = await order('partner-key');
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'idempotency-key-missing', title: '缺少幂等键' },
    });
    expect(await crates()).toBe(0);
    expect((await order('partner-agent')).status).toBe(201);
    expect((await send(sample.url, 'POST', '/api/v1/crates', { body: CRATE })).status).toBe(201);
  });

  it('waits for the first request when both are under way', async () => {
    const key = randomUUID();
    const gate = sample.app.get(Gate);
    const enteredBefore = gate.entered;
    gate.shut();
    const both = [post(key), post(key)];
    for (const end = Date.now() + 5_000; gate.entered === enteredBefore && Date.now() < end;) await delay(10);
    await delay(150);
    expect(gate.entered - enteredBefore).toBe(1);
    gate.lift();
    const [one, other] = await Promise.all(both);

    expect(one?.body).toEqual(other?.body);
    const replayed = [one, other].filter((answer) => answer?.headers.has('idempotency-replayed'));
    expect(replayed).toHaveLength(1);
    expect(await crates()).toBe(1);
  });

  it('holds no connection while it waits: others are served beside many duplicates', async () => {
    const key = randomUUID();
    const gate = sample.app.get(Gate);
    gate.shut();
    const duplicates = Array.from({ length: 20 }, () => post(key));
    await delay(300);
    const other = await Promise.race([
      send(sample.url, 'GET', '/api/v1/crates').then(({ status }) => status),
      delay(2_000, 'not served within 2 s'),
    ]);
    gate.lift();
    const answers = await Promise.all(duplicates);
    expect(other).toBe(200);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await crates()).toBe(1);
  });

  it('leaves no trace of a refused request, so the key can be used again', async () => {
    const key = randomUUID();
    const refused = await post(key, { body: { ...CRATE, label: 'cursed' } });
    const mended = await post(key);

    expect([refused.status, mended.status]).toEqual([409, 201]);
    expect(mended.headers.get('idempotency-replayed')).toBeNull();
    expect(await crates()).toBe(1);
  });

  it('is forgotten after 24 hours', async () => {
    const key = randomUUID();
    await post(key);
    await database.query(
      `update idempotency_key set created_at = now() - interval '25 hours' where key = $1`,
      [key],
    );
    await sample.app.get(DueWorkRegistry).runAll('2999-01-01T00:00:00.000Z');
    const again = await post(key, { body: { ...CRATE, label: 'elm' } });

    expect(again.status).toBe(201);
    expect(await crates()).toBe(2);
  });

  it('keeps no digest that somebody without the key could try bodies against', async () => {
    const key = randomUUID();
    await post(key);
    const [row] = await database.query<{ hash: Buffer }[]>(
      'select request_hash as hash from idempotency_key where key = $1',
      [key],
    );
    const plain = createHash('sha256')
      .update(`POST /api/v1/crates\n${JSON.stringify(CRATE)}`)
      .digest();
    expect(row?.hash).toHaveLength(32);
    expect(row?.hash.equals(plain)).toBe(false);
  });
});
