import type { Infrastructure } from '@houtai/infrastructure';
import { ApiClient, launchSystem, SERVICE_NAMES, type BusView, type RunningSystem } from '@houtai/tools';
import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { foundCompany, type Company } from './company';
import { processorTimeOf } from './process-usage';

const DRAINED_WITHIN_MS = 300_000;
/** Of each class at each branch; what `--quick` takes founds the company in a fifth of the time. */
const VEHICLES = { full: 10, quick: 2 };

/** The seven services on databases of their own, in live mode, on servers that others stop. */
export class BenchSystem {
  private readonly clients = new Map<string, Client>();
  private founded: Company | undefined;

  private constructor(
    readonly running: RunningSystem,
    private readonly adminUrl: string,
    private readonly prefix: string,
    private readonly quick: boolean,
  ) {}

  static async launch(
    infrastructure: Infrastructure,
    name: string,
    quick: boolean,
    log: (line: string) => void,
  ): Promise<BenchSystem> {
    const running = await launchSystem({
      mode: 'live',
      servers: { ...infrastructure, stop: () => Promise.resolve() },
      databases: Object.fromEntries(SERVICE_NAMES.map((service) => [service, databaseOf(name, service)])),
      env: {
        HOUTAI_RATE_LIMIT_PER_MINUTE: '10000000',
        HOUTAI_RATE_LIMIT_KEY_PER_MINUTE: '10000000',
        HOUTAI_RATE_LIMIT_PARTNER_PER_MINUTE: '10000000',
        HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '10000000',
        // receivers of webhooks are on this machine
        HOUTAI_WEBHOOKS_ALLOWED_NETWORKS: '127.0.0.0/8',
        HOUTAI_BUS_PREFIX: `${name}.`,
        // a hundred customers stand for all
        HOUTAI_ORDERS_MAX_OPEN_RESERVATIONS: '0',
        // so far ahead that the fleet has room for all of them
        HOUTAI_ORDERS_BOOKING_HORIZON_DAYS: '3650',
        LOG_LEVEL: 'warn',
      },
      log,
    });
    return new BenchSystem(running, infrastructure.postgresAdminUrl, name, quick);
  }

  /** Branches, classes, vehicles and customers, made when first asked for. */
  async company(): Promise<Company> {
    if (this.founded) return this.founded;
    const api = this.api();
    try {
      this.founded = await foundCompany(api, this.quick ? VEHICLES.quick : VEHICLES.full);
    } finally {
      await api.close();
    }
    await this.drained();
    return this.founded;
  }

  /** Every process of the system: services, and servers when they are ours. */
  processes(): { name: string; pid: number | undefined }[] {
    const { services, infrastructure } = this.running;
    return [
      ...services.map((service) => ({ name: service.name, pid: service.pid() })),
      ...infrastructure.servers,
    ];
  }

  /** Milliseconds of processor time each process has used so far, the generator of the load included. */
  async processorTimes(): Promise<Map<string, number>> {
    const own = process.cpuUsage();
    const times = new Map([['load generator', (own.user + own.system) / 1000]]);
    for (const { name, pid } of this.processes()) if (pid) times.set(name, await processorTimeOf(pid));
    return times;
  }

  /** A connection to a service's database that may read everything. */
  async database(service: string): Promise<Client> {
    const known = this.clients.get(service);
    if (known) return known;
    const url = new URL(this.adminUrl);
    url.pathname = `/${databaseOf(this.prefix, service)}`;
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    this.clients.set(service, client);
    return client;
  }

  /** Resolves when every event has arrived everywhere and every reservation is answered. */
  async drained(): Promise<void> {
    const api = this.api();
    try {
      for (const until = Date.now() + DRAINED_WITHIN_MS; Date.now() < until; await sleep(500)) {
        if ((await this.unanswered()) > 0) continue;
        if ((await api.get<BusView>('/api/v1/operations/bus')).drained) return;
      }
    } finally {
      await api.close();
    }
    throw new Error(`the system still has work after ${DRAINED_WITHIN_MS / 1000} s`);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.end()));
    await this.running.stop();
  }

  /** A client of the administrator; whoever takes it closes it. */
  api(): ApiClient {
    const account = this.running.accounts.find(({ roles }) => roles.includes('admin'));
    if (!account) throw new Error('there is no account of an administrator');
    return new ApiClient(this.running.gatewayUrl, account, 16);
  }

  private async unanswered(): Promise<number> {
    const orders = await this.database('orders');
    const { rows } = await orders.query<{ n: number }>(
      `select count(*)::int as n from reservation where status = 'submitted'`,
    );
    return rows[0]?.n ?? 0;
  }
}

function databaseOf(name: string, service: string): string {
  return `${name}_${service.replaceAll('-', '_')}`;
}
