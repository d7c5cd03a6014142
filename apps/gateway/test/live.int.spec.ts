import { randomUUID } from 'node:crypto';
import { LiveLogStore } from '../src/live/live-log.store';
import { startGateway, type GatewayUnderTest } from './gateway-under-test';
import { confirm, ground, startInstance, type Instance } from './live-house';
import { LiveReader, type Listening } from './live-reader';

let gateway: GatewayUnderTest;
const readers: LiveReader[] = [];

beforeAll(async () => {
  gateway = await startGateway({ env: { HOUTAI_LIVE_HEARTBEAT_MS: '300' } });
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.cut();
});
afterAll(() => gateway?.close());

async function listen(listening: Listening = {}, at: { url: string } = gateway): Promise<LiveReader> {
  const reader = await LiveReader.open(at.url, listening);
  readers.push(reader);
  return reader;
}

async function hears(reader: LiveReader, ids: readonly string[]): Promise<void> {
  await reader.until(() => reader.events().length >= ids.length);
  expect(reader.subjects().sort()).toEqual([...ids].sort());
}

describe('a stream of live updates', () => {
  it('tells of a confirmation at once, on an answer that nothing on the way holds back', async () => {
    const reader = await listen({ topics: 'reservations,conflicts' });
    expect(reader.status).toBe(200);
    expect(reader.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(reader.headers['x-correlation-id']).toBeDefined();
    const [id] = await confirm(gateway);
    await reader.until(() => reader.events().length > 0);
    expect(reader.events()).toEqual([
      {
        id: reader.place,
        event: 'reservations',
        data: {
          type: 'reservation-confirmed',
          subject: id,
          version: 1,
          branchId: '0196f3a0-0000-7000-8000-000000000004',
        },
      },
    ]);
  });

  it('tells only of what was asked for', async () => {
    const [reservations, vehicles] = [await listen(), await listen({ topics: 'vehicles' })];
    const [reservation] = await confirm(gateway);
    const vehicle = await ground(gateway);
    await hears(reservations, [reservation ?? '']);
    await hears(vehicles, [vehicle]);
  });

  it('keeps to a branch, and tells there what names no branch', async () => {
    const branchId = '0196f3a0-0000-7000-8000-0000000000b1';
    const reader = await listen({
      topics: 'reservations,vehicles',
      query: `branchId=${branchId.toUpperCase()}`,
    });
    await confirm(gateway);
    const { pickUp } = { pickUp: { branchId, at: '2026-03-02T02:00:00.000Z' } };
    const [here] = await confirm(gateway, 1, { pickUp });
    const vehicle = await ground(gateway);
    await hears(reader, [here ?? '', vehicle]);
  });

  it('is kept awake, and a reader that hears of nothing moves on all the same', async () => {
    const reader = await listen({ topics: 'complaints' });
    const { place } = reader;
    await reader.until(() => reader.comments >= 3, 3_000);
    await confirm(gateway);
    await reader.until(() => reader.place !== place, 3_000);
    expect(reader.events()).toEqual([]);
  });

  it('answers HEAD with the head alone', async () => {
    const answer = await gateway.http('HEAD', '/api/v1/live?topics=reservations');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  });
});

describe('coming back', () => {
  it('misses and repeats nothing, by header or by parameter', async () => {
    const first = await listen();
    const before = await confirm(gateway, 3);
    await first.until(() => first.events().length === 3);
    first.cut();
    const between = await confirm(gateway, 450);
    await gateway.drained();
    const byHeader = await listen({ lastEventId: first.place });
    const byParameter = await listen({ query: `after=${first.place}` });
    const after = await confirm(gateway, 2);
    await hears(byHeader, [...between, ...after]);
    await hears(byParameter, [...between, ...after]);
    expect(first.subjects().sort()).toEqual(before.sort());
  });

  it('believes the header before the parameter, since a browser keeps the address it began with', async () => {
    const reader = await listen();
    const place = reader.place ?? '';
    await confirm(gateway);
    await reader.until(() => reader.events().length === 1);
    const back = await listen({ query: `after=${place}`, lastEventId: reader.place });
    const [id] = await confirm(gateway);
    await hears(back, [id ?? '']);
  });

  it('works at another instance, and after a restart', async () => {
    const other = await startInstance(gateway);
    const reader = await listen({}, other);
    const before = await confirm(gateway, 20);
    await hears(reader, before);
    await other.close();
    expect(reader.over).toBe(true);
    const between = await confirm(gateway, 20);
    const here = await listen({ lastEventId: reader.place });
    const again = await startInstance(gateway);
    const there = await listen({ lastEventId: reader.place }, again);
    const after = await confirm(gateway, 20);
    await hears(here, [...between, ...after]);
    await hears(there, [...between, ...after]);
    await again.close();
  });

  it.each([
    ['unknown', 'somewhere'],
    ['unknown', ''],
    ['future', 'far'],
  ])('starts again from a place that is %s (%s)', async (reason, where) => {
    const place = (await listen()).place ?? '';
    const lastEventId = where === 'far' ? place.replace(/\d+$/, '999999999') : where;
    const reader = await listen({ lastEventId });
    await reader.until(() => reader.events().length === 1);
    expect(reader.events()).toEqual([{ id: place, event: 'reset', data: { reason } }]);
    const [id] = await confirm(gateway);
    await reader.until(() => reader.events().length === 2);
    expect(reader.events('reservations').map(({ data }) => data?.['subject'])).toEqual([id]);
  });

  it('starts again when what came in between is kept no longer', async () => {
    const first = await listen();
    const stays = await listen();
    await confirm(gateway, 2);
    await first.until(() => first.events().length === 2);
    const [, second] = first.events();
    await gateway.sql(`update live_event set logged_at = now() - interval '61 minutes'`);
    await gateway.running.app.get(LiveLogStore, { strict: false }).prune(3_600_000);
    expect(await gateway.sql('select id from live_event')).toEqual([]);
    const late = await listen({ lastEventId: first.events()[0]?.id });
    const inTime = await listen({ lastEventId: second?.id });
    const [id] = await confirm(gateway);
    await inTime.until(() => inTime.events().length === 1);
    expect(inTime.subjects()).toEqual([id]);
    await late.until(() => late.events().length === 2);
    expect(late.events().map(({ event }) => event)).toEqual(['reset', 'reservations']);
    await stays.until(() => stays.events().length === 3);
  });
});

describe('the log', () => {
  it('tells each event once, however often it comes, in gapless order at every instance', async () => {
    const other: Instance = await startInstance(gateway);
    const [here, there] = [await listen(), await listen({}, other)];
    const ids = await confirm(gateway, 120);
    await hears(here, ids);
    await hears(there, ids);
    const places = here.events().map(({ id }) => Number(id?.split('-')[1]));
    expect(places).toEqual(Array.from({ length: 120 }, (_, n) => (places[0] ?? 0) + n));
    expect(there.events()).toEqual(here.events());
    await other.close();
  });

  it('is told although no word of it comes: it is looked at every second', async () => {
    const reader = await listen();
    const subject = randomUUID();
    // As if written by an instance whose notice got lost.
    await gateway.sql(
      `with head as (update live_head set last_id = last_id + 1 returning last_id)
       insert into live_event (id, topic, type, subject, version, branch_ids)
       select last_id, 'reservations', 'reservation-confirmed', $1, 1, '{}' from head`,
      [subject],
    );
    await reader.until(() => reader.events().length === 1, 3_000);
    expect(reader.subjects()).toEqual([subject]);
  });
});
