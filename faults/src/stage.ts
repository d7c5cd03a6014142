import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startKafkaCluster,
  startPostgresNode,
  type KafkaCluster,
  type PostgresNode,
} from '@houtai/infrastructure';
import {
  ApiClient,
  databaseUrl,
  launchSystem,
  SERVICE_NAMES,
  targetOfSystem,
  type RunningService,
  type RunningSystem,
  type ServiceName,
  type VerifyTarget,
} from '@houtai/tools';
import { Client } from 'pg';
import { Balancer } from './balancer';
import { foundCompany, type Company } from './company';
import { Flow } from './flow';
import { ListeningPartner } from './listening-partner';
import { smallDisk, type SmallDisk } from './small-disk';
import { StopPoints } from './stop-points';

/** The services that take bookings, and the gateway's view of them, run twice. */
const TWICE = { orders: 2, dispatch: 2 } as const;

/** Of the stages of this process, for the names of their log folders. */
let generation = 0;

/** Servers that can be hurt, and the whole back office on them. */
export class Stage {
  system!: RunningSystem;
  company!: Company;
  api!: ApiClient;
  flow!: Flow;
  partner!: ListeningPartner;
  /** How many wishes the clients of this row were promised so far. */
  accepted: () => number = () => 0;
  private balancers: Balancer[] = [];
  /** Marks what is put on the bus past any outbox, so that the checker does not ask who committed it. */
  readonly planted = randomUUID();

  private constructor(
    readonly cluster: KafkaCluster,
    readonly postgres: PostgresNode,
    readonly disk: SmallDisk | undefined,
    readonly points: StopPoints,
    private readonly log: (line: string) => void,
  ) {}

  /** @param brokers how many; the rows that hurt brokers need three */
  static async open(brokers: number, log: (line: string) => void): Promise<Stage> {
    const disk = await smallDisk();
    const starting = [
      startKafkaCluster({ nodes: brokers, proxied: true, log }),
      startPostgresNode({ folder: disk?.path, settings: { max_wal_size: '256MB', min_wal_size: '80MB' } }),
    ] as const;
    const [cluster, postgres] = await Promise.all(starting).catch(async (error: unknown) => {
      await Promise.allSettled(starting.map(async (server) => (await server).stop()));
      await disk?.close();
      throw error;
    });
    const stage = new Stage(cluster, postgres, disk, await StopPoints.open(), log);
    try {
      await stage.launch();
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  private async launch(): Promise<void> {
    const run = `faults${++generation}`;
    const logDir = process.env.HOUTAI_FAULTS_LOGS
      ? join(process.env.HOUTAI_FAULTS_LOGS, run)
      : await mkdtemp(join(tmpdir(), `houtai-${run}-`));
    this.system = await launchSystem({
      mode: 'live',
      servers: {
        kind: 'local',
        reason: 'servers of the fault suite',
        postgresAdminUrl: this.postgres.adminUrl,
        bus: { kind: 'kafka', brokers: this.cluster.brokers },
        servers: [],
        stop: () => Promise.resolve(),
      },
      databases: Object.fromEntries(
        SERVICE_NAMES.map((name) => [name, `${run}_${name.replaceAll('-', '_')}`]),
      ),
      instances: TWICE,
      balance: (_, urls) => this.balance(urls),
      logDir,
      env: {
        ...this.points.env,
        HOUTAI_BUS_PREFIX: `${run}.`,
        HOUTAI_KAFKA_REPLICATION: String(this.cluster.nodes.length),
        HOUTAI_POOL_SIZE: '6',
        HOUTAI_PASSWORD_COST: '14',
        HOUTAI_RATE_LIMIT_PER_MINUTE: '1000000',
        HOUTAI_RATE_LIMIT_KEY_PER_MINUTE: '1000000',
        HOUTAI_RATE_LIMIT_PARTNER_PER_MINUTE: '1000000',
        HOUTAI_ORDERS_MAX_OPEN_RESERVATIONS: '0',
        // the partner's system is on this machine
        HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: '127.0.0.0/8',
        LOG_LEVEL: 'info',
      },
      log: this.log,
    });
    const [admin] = this.system.accounts;
    if (!admin) throw new Error('nobody is there to ask');
    this.api = new ApiClient(this.system.gatewayUrl, admin);
    this.flow = new Flow(this.api);
    this.company = await foundCompany(this.api);
    this.partner = await ListeningPartner.open(this.api);
    await this.flow.drained(60_000);
  }

  target(): VerifyTarget {
    return { ...targetOfSystem(this.api, this.system.places), planted: this.planted };
  }

  /** The processes of a service; of all services without a name. */
  processes(name?: ServiceName): RunningService[] {
    return this.system.services.filter((service) => name === undefined || service.name === name);
  }

  signal(service: RunningService, signal: NodeJS.Signals): void {
    const pid = service.pid();
    if (pid !== undefined) process.kill(pid, signal);
  }

  /** A connection to a service's database as superuser; it survives being cut off. */
  async database(service: ServiceName): Promise<Client> {
    const { postgresAdminUrl, databases } = this.system.places;
    const client = new Client({ connectionString: databaseUrl(postgresAdminUrl, databases[service] ?? '') });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async close(): Promise<void> {
    await this.heal();
    await this.end();
    await Promise.allSettled([this.cluster.stop(), this.postgres.stop(), this.points.close()]);
    await this.disk?.close();
  }

  private async balance(urls: readonly string[]): Promise<string> {
    const balancer = await Balancer.start(urls);
    this.balancers.push(balancer);
    return balancer.url;
  }

  /** A row that broke off may have left something frozen or slow, which then does not end when it is asked to. */
  private async heal(): Promise<void> {
    for (const node of this.cluster.nodes) {
      node.resume();
      node.proxy?.delay(0);
    }
    await this.postgres.resume();
    for (const service of this.system?.services ?? []) this.signal(service, 'SIGCONT');
    await this.disk?.free();
  }

  private async end(): Promise<void> {
    await this.partner?.down();
    await this.api?.close();
    await this.system?.stop();
    for (const balancer of this.balancers) balancer.close();
    this.balancers = [];
  }
}
