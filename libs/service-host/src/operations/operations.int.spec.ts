import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { send } from '../../test/api-client';
import { startSample, type Sample } from '../../test/sample-service';

interface DeadPage {
  items: { aggregateVersion: number }[];
  next: string | null;
}

describe('operations', () => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await startSample({ env: { HOUTAI_MODE: 'simulated' } });
  });
  afterAll(async () => {
    await sample?.close();
    await sample?.drop();
  });

  const call = <Body = unknown>(method: string, path: string, roles: string[] = ['operations-manager']) =>
    send<Body>(sample.url, method, path, { roles });

  it('tells what was produced and applied', async () => {
    const { body } = await call('GET', '/internal/bus');
    expect(body).toMatchObject({
      service: 'sample',
      produced: {},
      outboxDepth: 0,
      outboxDead: 0,
      consumers: [
        { name: 'sample-clock', types: ['houtai.gateway.clock-advanced.v1'], applied: {}, parked: 0 },
      ],
    });
  });

  it('tells whether anything is on its way', async () => {
    expect((await call('GET', '/internal/bus/drained')).body).toMatchObject({ outboxDepth: 0, inFlight: 0 });
  });

  it('lists parked messages and dead events', async () => {
    expect((await call('GET', '/internal/parked-messages?status=failed')).body).toEqual({
      items: [],
      next: null,
    });
    expect((await call('GET', '/internal/dead-events')).body).toEqual({ items: [], next: null });
    expect((await call('GET', '/internal/parked-messages?status=lost')).status).toBe(400);
  });

  it('lists dead events page by page, oldest first', async () => {
    await sample.app.get(DataSource).query(
      `insert into outbox_dead (seq, id, topic, key, type, payload, headers, aggregate_version, created_at, error)
       select n, gen_random_uuid(), 'houtai.sample.crate', 'crate', 'houtai.sample.crate-made.v1', '{}', '{}', n, now(), 'too big'
         from generate_series(1, 5) n`,
    );
    const versions: number[] = [];
    let path = '/internal/dead-events?limit=2';
    for (let pages = 0; pages < 3; pages += 1) {
      const { body } = await call<DeadPage>('GET', path);
      versions.push(...body.items.map(({ aggregateVersion }) => aggregateVersion));
      path = `/internal/dead-events?limit=2&after=${body.next}`;
      expect(body.next === null).toBe(pages === 2);
    }
    expect(versions).toEqual([1, 2, 3, 4, 5]);
  });

  it('refuses the cursor of another list or filter', async () => {
    const { body } = await call<DeadPage>('GET', '/internal/dead-events?limit=2');
    for (const other of ['parked-messages?', 'undecodable-messages?consumer=sample-clock&', 'due-items?'])
      expect(await call('GET', `/internal/${other}after=${body.next}`)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'after', rule: 'isCursor' }] },
      });
  });

  it('shows, replays and gives up messages nobody could read', async () => {
    const [{ id }] = await sample.app.get(DataSource).query<[{ id: string }]>(
      `insert into undecodable_message (consumer, topic, partition, "offset", key, headers, value, error)
       values ('sample-clock', 'houtai.gateway.clock', 0, '4', 'clock', '{"ce_id":"x"}', 'torn', 'id is not a UUID') returning id`,
    );
    const path = `/internal/undecodable-messages/${id}`;
    expect((await call('GET', '/internal/undecodable-messages')).body).toMatchObject({
      items: [{ id }],
      next: null,
    });
    expect((await call('GET', path)).body).toMatchObject({
      headers: { ce_id: 'x' },
      value: 'torn',
      status: 'open',
    });
    expect(await call('POST', `${path}/replay`)).toMatchObject({ status: 200, body: { replayed: false } });
    expect((await call('POST', `${path}/discard`, ['analyst'])).status).toBe(403);
    expect(await call('POST', `${path}/discard`)).toMatchObject({
      status: 200,
      body: { status: 'discarded' },
    });
    expect((await call('POST', `${path}/discard`)).status).toBe(404);
    expect((await call('GET', '/internal/undecodable-messages')).body).toEqual({ items: [], next: null });
  });

  it.each(['parked-messages', 'undecodable-messages', 'dead-events', 'due-items'])(
    'refuses a cursor of %s that it has not given',
    async (list) => {
      const cursor = Buffer.from('["x"]').toString('base64url');
      expect(await call('GET', `/internal/${list}?after=${cursor}`)).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'after', rule: 'isCursor' }] },
      });
    },
  );

  it.each([
    ['GET', `/internal/parked-messages/${randomUUID()}`],
    ['POST', `/internal/parked-messages/${randomUUID()}/replay`],
    ['POST', `/internal/parked-messages/${randomUUID()}/discard`],
    ['GET', `/internal/undecodable-messages/${randomUUID()}`],
    ['POST', `/internal/undecodable-messages/${randomUUID()}/replay`],
    ['POST', `/internal/undecodable-messages/${randomUUID()}/discard`],
    ['GET', `/internal/dead-events/${randomUUID()}`],
    ['POST', `/internal/dead-events/${randomUUID()}/retry`],
    ['POST', `/internal/dead-events/${randomUUID()}/discard`],
    ['POST', `/internal/due-items/${randomUUID()}/retry`],
  ])('%s %s knows no such message', async (method, path) => {
    expect(await call(method, path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('is for those who run the system', async () => {
    expect((await call('GET', '/internal/bus', ['dispatcher'])).status).toBe(403);
    expect((await call('POST', `/internal/parked-messages/${randomUUID()}/replay`, ['analyst'])).status).toBe(
      403,
    );
  });
});
