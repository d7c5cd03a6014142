import type { TcpProxy } from '@houtai/testing';
import { send } from '../../test/api-client';
import { createSample, sampleEnvironment } from '../../test/sample-service';
import { wireTo } from '../../test/wire-to';
import type { RunningService } from '../service-options';

describe('health', () => {
  let wire: TcpProxy;
  let busWire: TcpProxy;
  let service: RunningService;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const sample = await sampleEnvironment();
    drop = sample.drop;
    const database = await wireTo(sample.env['HOUTAI_DATABASE_URL'] ?? '');
    const bus = await wireTo(sample.env['HOUTAI_BUS_URL'] ?? '');
    wire = database.wire;
    busWire = bus.wire;
    service = await createSample({
      ...sample.env,
      HOUTAI_MODE: 'simulated',
      HOUTAI_DATABASE_URL: database.url,
      HOUTAI_BUS_URL: bus.url,
    });
  });
  afterAll(async () => {
    await service?.close();
    await wire?.close();
    await busWire?.close();
    await drop?.();
  });

  const probe = (path: string) => send<{ status: string }>(service.url, 'GET', path, { roles: null });
  const untilReady = async (status: number) => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const answer = await probe('/health/ready');
      if (answer.status === status) return answer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`never became ${status}: ${JSON.stringify((await probe('/health/ready')).body)}`);
  };

  const untilBusIs = async (working: boolean) => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const { status, body } = await send<{ info: { bus: { working: boolean } } }>(
        service.url,
        'GET',
        '/health/ready',
        { roles: null },
      );
      expect(status).toBe(200);
      if (body.info.bus.working === working) return body;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the bus never was ${working ? 'working' : 'in trouble'}`);
  };
  const busFaults = async () =>
    (await send<{ faults: string[] }>(service.url, 'GET', '/internal/bus', { roles: ['admin'] })).body.faults;

  it('is ready when database and migrations are', async () => {
    await untilReady(200);
    const up = { status: 'up' };
    expect(await untilBusIs(true)).toMatchObject({
      status: 'ok',
      info: { process: up, database: up, migrations: up, bus: up },
    });
    expect(await busFaults()).toEqual([]);
  });

  it('shows metrics by route template, with the figures of the bus', async () => {
    await send(service.url, 'GET', '/api/v1/crates/7');
    const { body } = await send<string>(service.url, 'GET', '/metrics', { roles: null });
    const missing = [
      'route="/api/v1/crates/:id",status="400"',
      'houtai_outbox_depth 0',
      'houtai_outbox_oldest_age_seconds 0',
      'houtai_consumer_lag{consumer="sample-clock"}',
      'houtai_consumer_parked{consumer="sample-clock"} 0',
      'houtai_database_pool_connections{state="waiting"}',
      'nodejs_eventloop_lag_seconds',
    ].filter((line) => !body.includes(line));
    expect(missing).toEqual([]);
  });

  it('stays ready and takes commands while the bus is away, and says so', async () => {
    await untilBusIs(true);
    busWire.refuse(true);
    const body = await untilBusIs(false);
    // what is wrong names addresses: not for a probe that anybody may ask
    expect(JSON.stringify(body)).not.toMatch(/ECONN|127\.0\.0\.1|Connection/);
    const made = await send(service.url, 'POST', '/api/v1/crates', {
      body: { label: 'while away', size: { weightGrams: 1 } },
    });
    expect(made.status).toBe(201);
    expect(await busFaults()).not.toEqual([]);
    const { body: metrics } = await send<string>(service.url, 'GET', '/metrics', { roles: null });
    expect(metrics).toContain('houtai_bus_healthy 0');
    busWire.refuse(false);
    await untilBusIs(true);
  });

  it('is alive but unready while the database is away, answers 503, and recovers', async () => {
    wire.refuse(true);
    const { body } = await untilReady(503);
    expect(body).toMatchObject({ status: 'error', error: { database: { status: 'down' } } });
    expect((await probe('/health/live')).status).toBe(200);
    expect((await probe('/metrics')).status).toBe(200);
    const refused = await send(service.url, 'GET', '/api/v1/crates');
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused.headers.get('retry-after')).toBe('1');

    wire.refuse(false);
    await untilReady(200);
    expect((await send(service.url, 'GET', '/api/v1/crates')).status).toBe(200);
  });
});
