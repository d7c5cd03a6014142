import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, Watchdog } from '@houtai/infrastructure';
import { ServiceProcess } from './service-process';
import { eventually, standInService } from '../../test/stand-in-service';

describe('a supervised service', () => {
  const watchdog = new Watchdog();
  let folder: string;
  let main: string;
  let told: string[];
  let service: ServiceProcess;

  async function serviceThat(behaviour = ''): Promise<ServiceProcess> {
    const port = await freePort();
    service = new ServiceProcess({
      name: 'orders',
      main,
      env: { PORT: String(port), STAND_IN: behaviour },
      url: `http://127.0.0.1:${port}`,
      logFile: join(folder, `${port}.log`),
      watchdog,
      log: (line) => told.push(line),
      onStart: () => undefined,
    });
    service.start();
    return service;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'houtai-launcher-'));
    main = await standInService(folder);
  });
  beforeEach(() => (told = []));
  afterEach(() => service.stop(1_000));
  afterAll(async () => {
    watchdog.done();
    await rm(folder, { recursive: true });
  });

  it('is ready when its readiness check says so', async () => {
    await serviceThat();
    expect(await service.ready(10_000, () => false)).toBeUndefined();
  });

  it('says what its readiness check answers when it never becomes ready', async () => {
    await serviceThat('never-ready');
    expect(await service.ready(1_500, () => false)).toMatch(
      /not ready within 2 s \(\/health\/ready answers 503/,
    );
  });

  it('is given up at once when it ends while starting, and its log tells why', async () => {
    await serviceThat('dies');
    expect(await service.ready(10_000, () => false)).toBe('it ended while starting');
    expect(await service.lastLogLines()).toBe('no configuration, no service');
  });

  it('comes back on the same address after kill -9, and both are reported', async () => {
    await serviceThat();
    await service.ready(10_000, () => false);
    service.supervise();
    const first = service.pid();
    process.kill(first ?? 0, 'SIGKILL');
    await eventually(() => (service.pid() !== undefined && service.pid() !== first ? true : undefined));
    expect(await service.ready(10_000, () => false)).toBeUndefined();
    await eventually(() => told.find((line) => /orders is ready again/.test(line)));
    expect(told[0]).toBe('orders died (SIGKILL); starting it again in 0.2 s');
    expect(service.restarts).toBe(1);
  });

  it('waits longer each time while it keeps dying', async () => {
    await serviceThat('dies');
    service.supervise();
    await eventually(() => (told.length >= 3 ? true : undefined));
    expect(told.map((line) => /again in (.*) s/.exec(line)?.[1])).toEqual(
      expect.arrayContaining(['0.2', '0.4', '0.8']),
    );
  });

  it('is not started again when it was stopped', async () => {
    await serviceThat();
    await service.ready(10_000, () => false);
    service.supervise();
    await service.stop();
    expect(service.pid()).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('is killed when it does not stop when asked', async () => {
    await serviceThat('stubborn');
    await service.ready(10_000, () => false);
    await service.stop(300);
    expect(told).toEqual(['orders did not stop within 0.3 s and was killed']);
  });
});
