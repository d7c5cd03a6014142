import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { startTcpProxy, type TcpProxy } from '@houtai/testing';
import { send } from '../../test/api-client';
import { createSample, sampleEnvironment } from '../../test/sample-service';
import type { RunningService } from '../service-options';

describe('a service whose database vanishes without a word', () => {
  let wire: TcpProxy;
  let service: RunningService;
  let directUrl: string;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const sample = await sampleEnvironment();
    drop = sample.drop;
    directUrl = sample.env['HOUTAI_DATABASE_URL'] ?? '';
    const url = new URL(directUrl);
    wire = await startTcpProxy(url.host);
    url.host = wire.address;
    service = await createSample({
      ...sample.env,
      HOUTAI_MODE: 'simulated',
      HOUTAI_DATABASE_URL: url.toString(),
      HOUTAI_STATEMENT_TIMEOUT_MS: '2000',
      HOUTAI_POOL_SIZE: '4',
    });
  });
  afterAll(async () => {
    wire.cut();
    await service?.close();
    await wire?.close();
    await drop?.();
  });

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
