import { send } from '../../test/api-client';
import { createSample, sampleEnvironment } from '../../test/sample-service';
import { tcpProxy, type TcpProxy } from '../../test/tcp-proxy';
import type { RunningService } from '../service-options';

describe('health', () => {
  let wire: TcpProxy;
  let service: RunningService;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const sample = await sampleEnvironment();
    drop = sample.drop;
    const database = sample.env['HOUTAI_DATABASE_URL'] ?? '';
    wire = await tcpProxy(database);
    service = await createSample({
      ...sample.env,
      HOUTAI_MODE: 'simulated',
      HOUTAI_DATABASE_URL: wire.url(database),
    });
  });
  afterAll(async () => {
    await service?.close();
    await wire?.close();
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

  it('is ready when database, migrations and bus are', async () => {
    const { body } = await untilReady(200);
    const up = { status: 'up' };
    expect(body).toMatchObject({
      status: 'ok',
      info: { process: up, database: up, migrations: up, bus: up },
    });
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

  it('is alive but unready while the database is away, answers 503, and recovers', async () => {
    wire.cut();
    const { body } = await untilReady(503);
    expect(body).toMatchObject({ status: 'error', error: { database: { status: 'down' } } });
    expect((await probe('/health/live')).status).toBe(200);
    expect((await probe('/metrics')).status).toBe(200);
    const refused = await send(service.url, 'GET', '/api/v1/crates');
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused.headers.get('retry-after')).toBe('1');

    wire.mend();
    await untilReady(200);
    expect((await send(service.url, 'GET', '/api/v1/crates')).status).toBe(200);
  });
});
