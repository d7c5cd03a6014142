import type { Server } from 'node:http';
import { request } from 'node:http';
import { testPostgresUrl } from '@houtai/testing';
import { Client } from 'pg';
import { LiveStreams } from '../src/live/live-streams.service';
import { DEMO_PASSWORD, eventually, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { confirm, flood, startInstance, streamsOf } from './live-house';
import { LiveReader, type Listening } from './live-reader';

let gateway: GatewayUnderTest;
const readers: LiveReader[] = [];

beforeAll(async () => {
  gateway = await startGateway({ env: { HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '10000' } });
});
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.cut();
  await none();
});
afterAll(() => gateway?.close());

async function listen(listening: Listening = {}, at: { url: string } = gateway): Promise<LiveReader> {
  const reader = await LiveReader.open(at.url, listening);
  readers.push(reader);
  return reader;
}

/** Rows of readers are taken away one by one; a machine that has much else to do takes its time. */
const AT_REST_MS = 30_000;

/** Nobody listens any more, here and in the books of all instances. */
function none(): Promise<void> {
  return eventually(async () => {
    expect(streamsOf(gateway)).toBe(0);
    expect(await gateway.sql('select account_id from live_stream')).toEqual([]);
  }, AT_REST_MS);
}

const lastEvent = (reader: LiveReader) => reader.events().at(-1);

describe('who may listen', () => {
  it('is who may read the things, topic by topic', async () => {
    const reader = await listen({ topics: 'reservations,complaints,operations', roles: ['dispatcher'] });
    expect(reader.status).toBe(403);
    expect(await reader.problem()).toMatchObject({
      code: 'topics-forbidden',
      details: { topics: 'complaints, operations' },
    });
    expect((await listen({ topics: 'reservations,vehicles,conflicts', roles: ['dispatcher'] })).status).toBe(
      200,
    );
  });

  it('is nobody without a good token', async () => {
    expect((await listen({ anonymous: true })).status).toBe(401);
    expect((await listen({ token: 'made.up.token' })).status).toBe(401);
    expect((await listen({ expiresIn: -60 })).status).toBe(401);
  });

  it('hears every fault of the wish at once', async () => {
    const reader = await listen({ topics: 'reservations,weather', query: 'branchId=x&colour=red' });
    expect(reader.status).toBe(400);
    const { errors } = (await reader.problem()) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field).sort()).toEqual(['branchId', 'colour', 'topics']);
    expect((await listen({ topics: '' })).status).toBe(400);
    // nobody publishes tasks: better no topic than a silent one
    expect((await listen({ topics: 'tasks' })).status).toBe(400);
  });
});

describe('a stream ends', () => {
  it('with the token, and says so', async () => {
    const reader = await listen({ expiresIn: 1 });
    await reader.until(() => reader.over, 12_000);
    expect(lastEvent(reader)).toEqual({ event: 'reauthenticate', data: {} });
  });

  it.each(['disable', 'assign-roles'])('when its account is told to %s, here and elsewhere', async (verb) => {
    const username = `short-${verb}`;
    const made = await gateway.http<{ id: string }>('POST', '/api/v1/user-accounts', {
      body: { username, name: username, password: DEMO_PASSWORD, roles: ['dispatcher'] },
    });
    expect(made.status).toBe(201);
    const other = await startInstance(gateway);
    const token = await gateway.signIn(username);
    const [here, there] = [await listen({ token }), await listen({ token }, other)];
    const body = verb === 'disable' ? undefined : { roles: ['workshop'] };
    const path = `/api/v1/user-accounts/${made.body.id}/${verb}`;
    expect((await gateway.http('POST', path, { body, headers: { 'if-match': '"1"' } })).status).toBeLessThan(
      300,
    );
    for (const reader of [here, there]) {
      await reader.until(() => reader.over, 4_000);
      expect(lastEvent(reader)).toEqual({ event: 'reauthenticate', data: {} });
    }
    expect((await listen({ token })).status).toBe(401);
    await other.close();
  });

  it('when the instance stops, soon and with the time to come back', async () => {
    const other = await startInstance(gateway);
    const reader = await listen({}, other);
    expect(reader.retry).toBe(2_000);
    const startedAt = performance.now();
    await other.close();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(reader.over).toBe(true);
    expect(reader.retry).toBeGreaterThanOrEqual(500);
    expect(reader.retry).toBeLessThanOrEqual(3_000);
    expect(reader.retry).not.toBe(2_000);
  });

  it('for a reader that takes in too little, with a reset; nobody else is held up', async () => {
    const [slow, stuck, quick] = [await listen(), await listen(), await listen()];
    slow.pause();
    stuck.pause();
    await flood(gateway, 60_000);
    await eventually(() => Promise.resolve(expect(streamsThatEnded()).toBe(2)), 20_000);
    slow.goOn();
    await slow.until(() => slow.over, 20_000);
    expect(lastEvent(slow)).toEqual({ id: slow.place, event: 'reset', data: { reason: 'slow' } });
    const heard = slow.events('reservations').map(({ id }) => Number(id?.split('-')[1]));
    expect(heard).toEqual(heard.map((_, n) => (heard[0] ?? 0) + n));
    expect(heard.length).toBeLessThan(60_000);
    await quick.until(() => quick.events().length === 60_000, 30_000);
    // Who takes in nothing at all is cut, and keeps no place.
    await eventually(() => Promise.resolve(expect(streamsOf(gateway)).toBe(1)));
    const back = await listen({ lastEventId: slow.place });
    await back.until(() => back.events().at(-1)?.id === lastEvent(quick)?.id, 30_000);
    expect(back.events('reset')).toEqual([]);
  }, 90_000);
});

/** Streams to which nothing more is told, and which are not closed yet. */
function streamsThatEnded(): number {
  const streams = gateway.running.app.get(LiveStreams, { strict: false });
  return [...streams.open()].filter(({ ended }) => ended).length;
}

describe('an account', () => {
  it('has at most 20 streams over all instances, and a place again when one ends', async () => {
    const other = await startInstance(gateway);
    const open = await Promise.all([
      ...Array.from({ length: 12 }, () => listen({ sub: 'busy' })),
      ...Array.from({ length: 12 }, () => listen({ sub: 'busy' }, other)),
    ]);
    const refused = open.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(4);
    for (const reader of refused) {
      expect(reader.status).toBe(429);
      expect(await reader.problem()).toMatchObject({ code: 'too-many-streams', details: { limit: 20 } });
    }
    expect((await listen({ sub: 'calm' })).status).toBe(200);
    open.find(({ status }) => status === 200)?.cut();
    await eventually(async () => {
      const reader = await listen({ sub: 'busy' });
      expect(reader.status).toBe(200);
    });
    // An instance that died takes its streams with it.
    await gateway.sql(`update live_instance set seen_at = now() - interval '1 minute'`);
    await eventually(async () => expect((await listen({ sub: 'busy' })).status).toBe(200));
    await other.close();
  });
});

describe('nothing is left', () => {
  it('of 200 streams that were opened and cut', async () => {
    const open = await Promise.all(
      Array.from({ length: 200 }, (_, n) => LiveReader.open(gateway.url, { sub: `desk-${n % 10}` })),
    );
    expect(open.map(({ status }) => status)).toEqual(Array(200).fill(200));
    expect(streamsOf(gateway)).toBe(200);
    expect(await gateway.sql('select id from live_stream')).toHaveLength(200);
    for (const reader of open) reader.cut();
    await none();
    await eventually(async () => expect(await connections()).toBe(0));
  });

  it('of a stream that is cut while its instance shows that it is there', async () => {
    const reader = await listen();
    const isWriting = async () => {
      const locks = `select from pg_locks where locktype = 'advisory' and objid = 4711`;
      return (await gateway.sql(locks)).length > 0;
    };
    await gateway.sql(`
      create function write_slowly() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(4711); perform pg_sleep(1); return new; end $$;
      create trigger slow_writing before insert on live_stream for each row execute function write_slowly();`);
    // As a crash of the server leaves it; the instance writes its streams again.
    await gateway.sql('delete from live_stream');
    await eventually(async () => expect(await isWriting()).toBe(true), 15_000);
    reader.cut();
    await eventually(async () => expect(await isWriting()).toBe(false), 15_000);
    await gateway.sql('drop function write_slowly cascade');
    await none();
  });

  it('of 200 readers that left before they were answered', async () => {
    const reader = await listen({ sub: 'one' });
    const authorization = `Bearer ${await gateway.signIn('root')}`;
    await Promise.all(
      Array.from(
        { length: 200 },
        (_, n) =>
          new Promise<void>((resolve) => {
            const url = `${gateway.url}/api/v1/live?topics=reservations`;
            const leaving = request(url, { agent: false, headers: { authorization } });
            leaving.on('error', () => undefined).on('close', () => resolve());
            leaving.end(() => setTimeout(() => leaving.destroy(), n % 40));
          }),
      ),
    );
    reader.cut();
    await none();
  });
});

async function connections(): Promise<number> {
  const server = gateway.running.app.getHttpServer() as Server;
  server.closeIdleConnections();
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

describe('a stream survives', () => {
  it('the loss of every session with the database', async () => {
    const reader = await listen();
    const before = await confirm(gateway, 5);
    await reader.until(() => reader.events().length === 5);
    const superuser = new Client({ connectionString: testPostgresUrl() });
    await superuser.connect();
    const [{ name } = { name: '' }] = await gateway.sql<{ name: string }>(
      'select current_database() as name',
    );
    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = $1 and usename like '%\\_app' and application_name <> ''`,
      [name],
    );
    await superuser.end();
    const after = await confirm(gateway, 5);
    await reader.until(() => reader.events().length === 10, 20_000);
    expect(reader.subjects().sort()).toEqual([...before, ...after].sort());
  });
});
