import { setTimeout as sleep } from 'node:timers/promises';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '@houtai/domain-kit';
import type { InfrastructureChoice } from '@houtai/infrastructure';
import { ExchangeRecorder, documentAt, testKafkaBrokers } from '@houtai/testing';
import {
  launchSystem,
  newSecrets,
  type BusView,
  type LaunchOptions,
  type RunningService,
  type RunningSystem,
  type Secrets,
  type ServiceName,
} from '@houtai/tools';
import { Colleague } from './colleague';
import { sharedServers } from './shared-servers';

const DRAIN_LIMIT_MS = 120_000;

/** The whole back office as processes of its own, and the colleagues who work with it through the gateway. */
export class Office {
  private readonly colleagues = new Map<string, Colleague>();

  /** Everything that colleagues send and are answered is held against the merged document when the office closes. */
  readonly recorder: ExchangeRecorder;

  private constructor(
    readonly system: RunningSystem,
    /** Names of the services' databases, for what no route does: planting a fault. */
    readonly databases: Readonly<Record<string, string>>,
    private readonly folder: string,
    private readonly logFolder: string,
    /** What the system's tokens are signed with. */
    readonly secrets: Secrets,
  ) {
    this.recorder = new ExchangeRecorder(documentAt(`${system.gatewayUrl}/docs-json`));
  }

  static async open(): Promise<Office> {
    const { infrastructure, databases, env } = await sharedServers();
    return Office.launch({ servers: infrastructure, databases, env });
  }

  /** On a Postgres and, where it can be had, a Kafka of its own, which the launcher looks after. */
  static async openWithOwnServers(): Promise<Office> {
    const open = (infrastructure: InfrastructureChoice): Promise<Office> =>
      Office.launch({ infrastructure, env: { HOUTAI_BUS_PARTITIONS: '2' } });
    if (!testKafkaBrokers()) return open('embedded');
    return open('local').catch((error: Error) => {
      if (error.message.startsWith('Not local')) return open('embedded');
      throw error;
    });
  }

  private static async launch(where: Partial<LaunchOptions>): Promise<Office> {
    const folder = await mkdtemp(join(tmpdir(), 'houtai-e2e-'));
    // Postgres does not run as root, and has to pass through.
    await chmod(folder, 0o711);
    const logFolder = process.env.HOUTAI_E2E_LOGS || join(folder, 'logs');
    const secrets = await newSecrets();
    try {
      const system = await launchSystem({
        mode: 'simulated',
        dataDir: folder,
        logDir: logFolder,
        secrets,
        readyMs: 120_000,
        ...where,
        env: {
          ...where.env,
          HOUTAI_POOL_SIZE: '6',
          HOUTAI_PASSWORD_COST: '14',
          HOUTAI_RATE_LIMIT_PER_MINUTE: '1000000',
          HOUTAI_RATE_LIMIT_KEY_PER_MINUTE: '1000000',
          HOUTAI_RATE_LIMIT_PARTNER_PER_MINUTE: '1000000',
          HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '100000',
          // receivers of the journeys listen on this machine
          HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: '127.0.0.0/8',
        },
      });
      return new Office(system, where.databases ?? {}, folder, logFolder, secrets);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Throws when something was sent or answered that the document does not describe. */
  async close(): Promise<void> {
    try {
      await this.recorder.check();
    } finally {
      await this.system.stop();
      await rm(this.folder, { recursive: true, force: true });
    }
  }

  /** The colleague who has this role and no other; null is somebody who has not signed in. */
  as(role: string | null): Colleague {
    const known = this.colleagues.get(role ?? '');
    if (known) return known;
    const account = this.system.accounts.find(({ roles }) => roles[0] === role);
    if (role !== null && !account) throw new Error(`nobody has the role ${role}`);
    const colleague = new Colleague(this.system.gatewayUrl, account, this.recorder);
    this.colleagues.set(role ?? '', colleague);
    return colleague;
  }

  service(name: ServiceName): RunningService {
    const service = this.system.services.find((one) => one.name === name);
    if (!service) throw new Error(`${name} does not run`);
    return service;
  }

  /** All that the processes have written by now, by the name of the file. */
  async logs(): Promise<ReadonlyMap<string, string>> {
    const names = await readdir(this.logFolder);
    const texts = names.map(
      async (name) => [name, await readFile(join(this.logFolder, name), 'utf8')] as const,
    );
    return new Map(await Promise.all(texts));
  }

  /** Waits until every event is published and applied by each of its consumers. */
  async settled(): Promise<BusView> {
    const until = Date.now() + DRAIN_LIMIT_MS;
    for (let wait = 10; ; wait = Math.min(wait * 1.5, 250)) {
      const bus = await this.as('operations-manager').get<BusView>('/api/v1/operations/bus');
      if (bus.drained) return bus;
      if (Date.now() > until) throw new Error(`the bus did not drain: ${JSON.stringify(bus)}`);
      await sleep(wait);
    }
  }

  /** Moves the business time of the whole system and waits for what becomes due by it. */
  async clock(now: Instant): Promise<void> {
    await this.tick(now);
    await this.settled();
  }

  /** Moves the business time and waits for nothing. */
  async tick(now: Instant): Promise<void> {
    await this.as('admin').post('/api/v1/simulation/clock', { body: { now } });
  }
}

/** Asks again until the answer is as wanted; fails after `limitMs` with the last answer. */
export async function eventually<T>(
  ask: () => Promise<T>,
  wanted: (answer: T) => boolean,
  limitMs = 30_000,
): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > until)
      throw new Error(`not within ${limitMs} ms; the last answer: ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}
