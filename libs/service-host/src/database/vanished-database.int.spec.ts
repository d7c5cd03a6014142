import { Client } from 'pg';
import { DataSource } from 'typeorm';
import type { TcpProxy } from '@houtai/testing';
import { send } from '../../test/api-client';
import { createSample, sampleEnvironment } from '../../test/sample-service';
import { wireTo } from '../../test/wire-to';
import type { RunningService } from '../service-options';

/** A service that reaches its database by a wire which can fall silent. */
interface Wired {
  wire: TcpProxy;
  service: RunningService;
  directUrl: string;
  end(): Promise<void>;
}

async function wired(env: Record<string, string>): Promise<Wired> {
  const sample = await sampleEnvironment();
  const directUrl = sample.env['HOUTAI_DATABASE_URL'] ?? '';
  const { wire, url } = await wireTo(directUrl);
  const service = await createSample({ ...sample.env, ...env, HOUTAI_DATABASE_URL: url });
  const end = async () => {
    wire.cut();
    await service.close();
    await wire.close();
    await sample.drop();
  };
  return { wire, service, directUrl, end };
}

describe('a service whose database vanishes without a word', () => {
  let wire: TcpProxy;
  let service: RunningService;
  let directUrl: string;
  let end: () => Promise<void>;

  beforeAll(async () => {
    ({ wire, service, directUrl, end } = await wired({
      HOUTAI_MODE: 'simulated',
      HOUTAI_STATEMENT_TIMEOUT_MS: '2000',
      HOUTAI_POOL_SIZE: '4',
    }));
  });
  afterAll(() => end?.());

  const list = () => send(service.url, 'GET', '/api/v1/crates');
  const make = () =>
    send(service.url, 'POST', '/api/v1/crates', { body: { label: 'x', size: { weightGrams: 1 } } });

  it('answers every request within seconds, and works again soon after', async () => {
    await Promise.all(Array.from({ length: 8 }, make));
    wire.blackhole(true);
    const started = Date.now();
    const answers = await Promise.all([...Array.from({ length: 6 }, list), make(), make()]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
    expect(Date.now() - started).toBeLessThan(15_000);

    wire.blackhole(false);
    const healed = Date.now();
    const statuses: number[] = [];
    while (statuses.slice(-10).filter((status) => status < 300).length < 10) {
      statuses.push((await list()).status, (await make()).status);
      if (Date.now() - healed > 12_000) throw new Error(`still ${statuses.join(' ')}`);
    }
  });

  it('ends the transaction of an instance that was stopped in the middle of it', async () => {
    const stopped = service.app.get(DataSource).createQueryRunner();
    await stopped.startTransaction();
    await stopped.query(`select pg_advisory_xact_lock(4711)`);
    const other = new Client({ connectionString: directUrl });
    await other.connect();
    const started = Date.now();
    await other.query(`select pg_advisory_lock(4711)`);
    const waited = Date.now() - started;
    await other.end();
    await stopped.release().catch(() => undefined);
    expect(waited).toBeLessThan(15_000);
  });
});

describe('a service whose statements may take long, and whose database vanishes', () => {
  let wire: TcpProxy;
  let service: RunningService;
  let end: () => Promise<void>;
  const REQUESTS = 15;

  beforeAll(async () => {
    ({ wire, service, end } = await wired({ HOUTAI_STATEMENT_TIMEOUT_MS: '30000' }));
  });
  afterAll(() => end?.());

  const read = async () => {
    const started = Date.now();
    const { status } = await send(service.url, 'GET', '/api/v1/crates');
    return { status, ms: Date.now() - started };
  };
  const many = () => Promise.all(Array.from({ length: REQUESTS }, read));

  it('costs every request at most ten seconds and a 503, and is back in use seconds after it speaks', async () => {
    expect((await many()).map(({ status }) => status)).toEqual(Array(REQUESTS).fill(200));
    wire.blackhole(true);
    for (const round of [1, 2]) {
      const answers = await many();
      expect({ round, statuses: new Set(answers.map(({ status }) => status)) }).toEqual({
        round,
        statuses: new Set([503]),
      });
      expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(10_000);
    }
    wire.blackhole(false);
    const healed = Date.now();
    while ((await read()).status !== 200) expect(Date.now() - healed).toBeLessThan(5_000);
    expect((await many()).map(({ status }) => status)).toEqual(Array(REQUESTS).fill(200));
  });

  it('does not cut a statement that takes long on a server that is there', async () => {
    await expect(service.app.get(DataSource).query('select pg_sleep(9), 1 as done')).resolves.toMatchObject([
      { done: 1 },
    ]);
  });
});
