import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchSystem } from './launch-system';
import type { LaunchOptions } from './running-system';
import { findRunningSystem } from './running-state';
import { SERVICE_NAMES } from './service-names';
import { eventually, standInMigration, standInService } from '../../test/stand-in-service';

describe('launching the system', () => {
  let folder: string;
  let options: LaunchOptions;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'houtai-launcher-'));
    const program = await standInService(folder);
    const migration = await standInMigration(folder);
    options = {
      mode: 'simulated',
      infrastructure: 'embedded',
      durable: false,
      stateFile: join(folder, 'running.json'),
      logDir: join(folder, 'logs'),
      program: () => program,
      migration: () => migration,
    };
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('gives each service its own database and no secret that is not its own', async () => {
    const system = await launchSystem(options);
    try {
      const environments = new Map<string, Record<string, string>>();
      for (const { name, url } of system.services)
        environments.set(name, (await (await fetch(`${url}/environment`)).json()) as Record<string, string>);
      expect([...environments.keys()]).toEqual([...SERVICE_NAMES]);
      const databases = [...environments.values()].map((env) => env.HOUTAI_DATABASE_URL);
      expect(new Set(databases).size).toBe(SERVICE_NAMES.length);
      for (const [name, env] of environments) {
        expect(env).toMatchObject({
          HOUTAI_MODE: 'simulated',
          HOUTAI_BUS: 'embedded',
          HOUTAI_TOKEN_ISSUER: 'houtai',
        });
        expect(env.HOUTAI_POSTGRES_URL ?? env.HOUTAI_TEST_POSTGRES_URL).toBeUndefined();
        expect(env.HOUTAI_SIGNING_KEY !== undefined).toBe(name === 'gateway');
        expect(env.HOUTAI_JWKS).not.toContain('"d"');
        expect(JSON.stringify(env)).not.toMatch(/_owner|HOUTAI_MIGRATION_URL/);
      }
      const services = JSON.parse(environments.get('gateway')?.HOUTAI_SERVICES ?? '{}') as Record<
        string,
        string
      >;
      expect(services).toEqual(
        Object.fromEntries(system.services.slice(1).map(({ name, url }) => [name, url])),
      );
    } finally {
      await system.stop();
    }
  });

  it('gives the credentials of each owner to the program that migrates, and nothing of the service', async () => {
    const logDir = join(folder, 'logs-of-migrations');
    const system = await launchSystem({ ...options, logDir });
    await system.stop();
    for (const name of SERVICE_NAMES) {
      const log = await readFile(join(logDir, `${name}-migrations.log`), 'utf8');
      const env = JSON.parse(log) as Record<string, string>;
      expect(env.HOUTAI_MIGRATION_URL).toContain(`//${name.replaceAll('-', '_')}_owner:`);
      const others = [
        'HOUTAI_DATABASE_URL',
        'HOUTAI_DATA_KEY',
        'HOUTAI_JWKS',
        'HOUTAI_BUS_URL',
        'HOUTAI_SIGNING_KEY',
      ];
      expect(others.filter((variable) => variable in env)).toEqual([]);
    }
  });

  it('tells of databases that could not be migrated, with the last log lines, and stops what was started', async () => {
    const failing = launchSystem({
      ...options,
      logDir: join(folder, 'logs-of-failed-migrations'),
      env: { STAND_IN: 'never-ready', LOG_LEVEL: 'fatal' },
    });
    await expect(failing).rejects.toThrow(
      /Not every database could be migrated\.\ngateway: exit code 1; [\s\S]*\nno such table/,
    );
  });

  it('tells other tools where it runs until it is stopped, also after a restart', async () => {
    const system = await launchSystem(options);
    const found = await findRunningSystem(options.stateFile);
    expect(found).toMatchObject({
      gatewayUrl: system.gatewayUrl,
      bus: 'embedded',
      admin: { username: 'admin' },
    });
    const orders = system.services[1];
    const before = orders?.pid();
    process.kill(before ?? 0, 'SIGKILL');
    await eventually(async () => {
      const state = JSON.parse(await readFile(options.stateFile ?? '', 'utf8')) as typeof found;
      const pid = state?.services[1]?.pid;
      return pid !== undefined && pid !== before && pid === orders?.pid() ? pid : undefined;
    });
    expect(found?.infrastructure.servers).toEqual([{ name: 'postgres', pid: expect.any(Number) }]);
    const postgres = found?.infrastructure.servers[0]?.pid;
    process.kill(postgres ?? NaN, 'SIGKILL');
    await eventually(async () => {
      const state = JSON.parse(await readFile(options.stateFile ?? '', 'utf8')) as typeof found;
      const pid = state?.infrastructure.servers[0]?.pid;
      return pid !== undefined && pid !== postgres ? pid : undefined;
    });
    await system.stop();
    expect(await findRunningSystem(options.stateFile)).toBeUndefined();
    await expect(fetch(`${system.gatewayUrl}/health/live`)).rejects.toThrow();
    expect(await readdir(folder)).not.toContain('running.json');
  });

  it('runs several processes of a service behind the address that balances them, and one more on request', async () => {
    const balanced: string[][] = [];
    const system = await launchSystem({
      ...options,
      instances: { orders: 2 },
      balance: (service, urls) => {
        balanced.push([service, ...urls]);
        return Promise.resolve('http://127.0.0.1:1');
      },
    });
    try {
      const orders = system.services.filter(({ name }) => name === 'orders');
      expect(balanced).toEqual([['orders', ...orders.map(({ url }) => url)]]);
      expect(new Set(orders.map((one) => one.pid())).size).toBe(2);
      const gateway = await fetch(`${system.gatewayUrl}/environment`);
      const { HOUTAI_SERVICES } = (await gateway.json()) as Record<string, string>;
      expect(JSON.parse(HOUTAI_SERVICES ?? '{}')).toMatchObject({ orders: 'http://127.0.0.1:1' });
      const third = await system.addInstance('orders', { env: { EXTRA: 'yes' } });
      const seen = (await (await fetch(`${third.url}/environment`)).json()) as Record<string, string>;
      expect(seen).toMatchObject({ EXTRA: 'yes', HOUTAI_DATABASE_URL: expect.stringContaining('orders') });
      await third.stop();
      await expect(fetch(`${third.url}/environment`)).rejects.toThrow();
    } finally {
      await system.stop();
    }
  });

  it('names who is not ready, with its last log lines, and stops what was started', async () => {
    const failing = launchSystem({
      ...options,
      logDir: join(folder, 'logs-of-failure'),
      env: { STAND_IN: 'dies' },
    });
    await expect(failing).rejects.toThrow(
      /Not every service became ready\.\n.*: it ended while starting; .*\nno configuration/,
    );
  });

  it('can be given up while it starts', async () => {
    const controller = new AbortController();
    const launching = launchSystem({
      ...options,
      env: { STAND_IN: 'never-ready' },
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 2_500);
    await expect(launching).rejects.toThrow('the start was interrupted');
  });
});
