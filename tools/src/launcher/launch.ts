import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  databaseName,
  freePort,
  freePorts,
  isFree,
  provisionDatabases,
  Watchdog,
  type Infrastructure,
} from '@houtai/infrastructure';
import { busVariables, type SystemPlaces } from '../verify/system-target';
import { demoAccounts } from './demo-accounts';
import { projectRoot } from './project-root';
import type { AddedInstance, InstanceOptions, LaunchOptions, RunningSystem } from './running-system';
import { instancePorts, view, type Place } from './instances';
import { migrateDatabases } from './migrate-databases';
import { removeState, writeState } from './running-state';
import { keptSecrets, newSecrets, type Secrets } from './secrets';
import { serviceEnvironment, type SystemSettings } from './service-environment';
import { SERVICE_NAMES, type ServiceName } from './service-names';
import { ServiceProcess } from './service-process';

/** Main program of a service. */
export function mainOf(service: ServiceName): string {
  return join(projectRoot(), 'apps', service, 'dist', 'main.js');
}

/** The program that migrates the database of a service. */
export function migrationOf(service: ServiceName): string {
  return join(projectRoot(), 'apps', service, 'dist', 'migrate.js');
}

/** Why a start that was given up ends. */
export const INTERRUPTED = 'the start was interrupted';

/** The services on top of an infrastructure that is there: how they are started, watched and stopped. */
export class Launch {
  private readonly watchdog = new Watchdog();
  private services: ServiceProcess[] = [];
  private readonly added = new Set<ServiceProcess>();
  private readonly stopping = new AbortController();
  private settings: SystemSettings | undefined;
  private logDir = '';
  private serial = 0;
  private serverRestarts = 0;
  private healthy = false;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly options: LaunchOptions,
    private readonly infrastructure: Infrastructure,
    private readonly log: (line: string) => void,
  ) {}

  async start(): Promise<void> {
    const { options, infrastructure } = this;
    this.logDir = options.logDir ?? (await mkdtemp(join(tmpdir(), 'houtai-logs-')));
    await mkdir(this.logDir, { recursive: true });
    const [databases, secrets, ports] = await Promise.all([
      provisionDatabases(infrastructure.postgresAdminUrl, SERVICE_NAMES, options.databases),
      this.secrets(),
      choosePorts(options.port),
    ]);
    const accounts = demoAccounts(process.env.HOUTAI_DEMO_PASSWORD);
    const places = await instancePorts(ports, options.instances ?? {});
    const addresses = await this.balanced(places);
    const settings = {
      mode: options.mode,
      bus: infrastructure.bus,
      databases,
      ports,
      addresses,
      secrets,
      accounts,
    };
    this.settings = settings;
    this.services = places.map(({ name, port, number }) =>
      this.process(name, settings, port, number === 1 ? name : `${name}-${number}`),
    );
    // Services load meanwhile, and wait for their migrations before they listen.
    for (const service of this.services) service.start();
    await Promise.all([this.migrate(settings), this.allReady()]);
    for (const service of this.services) service.supervise();
    this.healthy = true;
    await this.writeState();
  }

  running(startMs: number): Omit<RunningSystem, 'lost'> {
    const settings = this.settings as SystemSettings;
    return {
      gatewayUrl: gatewayUrl(settings),
      mode: settings.mode,
      infrastructure: this.infrastructure,
      accounts: settings.accounts,
      places: this.places(settings),
      logDir: this.logDir,
      startMs,
      services: this.services.map((service) => view(service)),
      addInstance: (service, instance) => this.addInstance(service, instance),
      stop: () => this.stop(),
      kill: () => [...this.services, ...this.added].forEach((service) => service.kill()),
    };
  }

  /** A server of ours has another process now, and died for a reason that a log file may tell. */
  serverRestarted(): void {
    this.serverRestarts += 1;
    this.processesChanged();
  }

  private processesChanged(): void {
    if (this.healthy) this.writeState().catch((error: unknown) => this.log(String(error)));
  }

  stop(): Promise<void> {
    return (this.stopped ??= this.stopOnce());
  }

  private async stopOnce(): Promise<void> {
    const troubled =
      !this.healthy || this.serverRestarts > 0 || this.services.some((service) => service.restarts > 0);
    this.stopping.abort();
    const [gateway, ...others] = this.services;
    await gateway?.stop();
    await Promise.all([...others, ...this.added].map((service) => service.stop()));
    await this.infrastructure.stop();
    if (this.options.stateFile) await removeState(this.options.stateFile);
    if (troubled && this.services.length > 0) this.log(`The log files are kept: ${this.logDir}`);
    else if (this.options.logDir === undefined && this.logDir)
      await rm(this.logDir, { recursive: true, force: true });
    this.watchdog.done();
  }

  private migrate({ databases }: SystemSettings): Promise<void> {
    const { migration = migrationOf, env } = this.options;
    return migrateDatabases({
      databases,
      program: migration,
      env: { ...process.env, ...env },
      logDir: this.logDir,
      watchdog: this.watchdog,
      signal: this.stopping.signal,
    });
  }

  private places(settings: SystemSettings): SystemPlaces {
    const [first = 'gateway'] = SERVICE_NAMES;
    const env = serviceEnvironment(first, settings, { ...process.env, ...this.options.env });
    const names = SERVICE_NAMES.map((name) => [name, this.options.databases?.[name] ?? databaseName(name)]);
    return {
      postgresAdminUrl: this.infrastructure.postgresAdminUrl,
      databases: Object.fromEntries(names) as Record<string, string>,
      bus: busVariables(env),
    };
  }

  private secrets(): Promise<Secrets> {
    const { dataDir, secrets } = this.options;
    if (secrets) return Promise.resolve(secrets);
    if (dataDir) return keptSecrets(join(dataDir, 'data.key'), process.env);
    // Databases of others keep what is written, so the key must be kept too.
    if (this.infrastructure.kind === 'external')
      return keptSecrets(join(projectRoot(), '.houtai', 'external-data.key'), process.env);
    return newSecrets();
  }

  /** One address for each service that has several processes, where somebody balances them. */
  private async balanced(places: readonly Place[]): Promise<Partial<Record<ServiceName, string>>> {
    const addresses: Partial<Record<ServiceName, string>> = {};
    for (const name of SERVICE_NAMES) {
      const urls = places
        .filter((place) => place.name === name)
        .map(({ port }) => `http://127.0.0.1:${port}`);
      if (urls.length > 1 && this.options.balance) addresses[name] = await this.options.balance(name, urls);
    }
    return addresses;
  }

  private async addInstance(name: ServiceName, options: InstanceOptions = {}): Promise<AddedInstance> {
    const number = this.services.length + ++this.serial;
    const service = this.process(
      name,
      this.settings as SystemSettings,
      await freePort(),
      `${name}-${number}`,
      options,
    );
    this.added.add(service);
    service.start();
    const why = await service.ready(this.options.readyMs ?? 120_000, () => this.stopped !== undefined);
    const stop = async (): Promise<void> => {
      await service.stop();
      this.added.delete(service);
    };
    if (why !== undefined) {
      const told = await service.lastLogLines();
      await stop();
      throw new Error(`${service.name}: ${why}; the last lines of its log:\n${told}`);
    }
    service.supervise();
    return { ...view(service), stop };
  }

  private process(
    name: ServiceName,
    settings: SystemSettings,
    port: number,
    label: string,
    { program, env, migratesItself = false }: InstanceOptions = {},
  ): ServiceProcess {
    return new ServiceProcess({
      name: label,
      main: program ?? (this.options.program ?? mainOf)(name),
      env: {
        ...serviceEnvironment(name, settings, { ...process.env, ...this.options.env, ...env }),
        PORT: String(port),
        ...(migratesItself && { HOUTAI_MIGRATION_URL: settings.databases[name]?.ownerUrl }),
      },
      url: `http://127.0.0.1:${port}`,
      logFile: join(this.logDir, `${label}.log`),
      watchdog: this.watchdog,
      log: this.log,
      onStart: () => this.processesChanged(),
    });
  }

  private async allReady(): Promise<void> {
    const { signal, readyMs = 120_000 } = this.options;
    const faults: { service: ServiceProcess; why: string }[] = [];
    await Promise.all(
      this.services.map(async (service) => {
        const why = await service.ready(readyMs, () => faults.length > 0 || signal?.aborted === true);
        if (why !== undefined) faults.push({ service, why });
      }),
    );
    if (signal?.aborted) throw new Error(INTERRUPTED);
    const told = faults.map(
      async ({ service, why }) =>
        `${service.name}: ${why}; the last lines of its log:\n${await service.lastLogLines()}`,
    );
    if (told.length > 0)
      throw new Error(`Not every service became ready.\n${(await Promise.all(told)).join('\n')}`);
  }

  private async writeState(): Promise<void> {
    const { stateFile } = this.options;
    const { settings } = this;
    if (!stateFile || !settings || this.stopped) return;
    const [admin] = settings.accounts;
    await writeState(stateFile, {
      pid: process.pid,
      startedAt: new Date().toISOString(),
      mode: settings.mode,
      gatewayUrl: gatewayUrl(settings),
      bus: settings.bus.kind,
      places: this.places(settings),
      infrastructure: { kind: this.infrastructure.kind, servers: this.infrastructure.servers },
      admin: { username: admin?.username ?? '', password: admin?.password ?? '' },
      accounts: settings.accounts,
      services: this.services.map((service) => ({
        name: service.name,
        url: service.url,
        pid: service.pid(),
      })),
      logs: this.logDir,
    });
  }
}

function gatewayUrl({ ports }: SystemSettings): string {
  return `http://127.0.0.1:${ports.gateway}`;
}

async function choosePorts(gateway: number | undefined): Promise<Record<ServiceName, number>> {
  if (gateway !== undefined && !(await isFree(gateway)))
    throw new Error(`port ${gateway} is taken; choose another one for the gateway with HOUTAI_PORT`);
  const others = await freePorts(SERVICE_NAMES.length);
  const pairs = SERVICE_NAMES.map((name, index) => [name, others[index]] as const);
  const ports = Object.fromEntries(pairs) as Record<ServiceName, number>;
  return { ...ports, gateway: gateway ?? (await freePort(ports.gateway)) };
}
