import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEventBus, MESSAGING_MIGRATIONS_DIR, messagingConfig, type EventBus } from '@houtai/messaging';
import { Client } from 'pg';
import { databaseUrl } from '../src/verify/read-services';
import type { VerifyTarget } from '../src/verify/target';

export const TOPIC = 'houtai.orders.reservation';
export const TYPE = 'houtai.orders.reservation-submitted.v1';

/** An event with everything the checker compares. */
export interface SmallEvent {
  readonly id: string;
  readonly key: string;
  readonly version: number;
}

/** Empties a database that an earlier world has used; no row for a new one. What was counted is at its place for ever. */
const EMPTYING = `
  select 'truncate ' || string_agg(format('%I', tablename), ', ') as text from pg_tables
   where schemaname = 'public' and tablename <> 'event_count_place' having count(*) > 0`;

function migrations(): string[] {
  const files = readdirSync(MESSAGING_MIGRATIONS_DIR).filter((one) => one.endsWith('.sql'));
  return files.sort().map((file) => readFileSync(join(MESSAGING_MIGRATIONS_DIR, file), 'utf8'));
}

/**
 * Two services with the real tables of messaging (and those of dispatch and finance without the constraints that make
 * faults impossible), a real bus, and hands that write what the system itself would refuse to.
 */
export class SmallWorld {
  private constructor(
    readonly sql: Readonly<Record<'orders' | 'dispatch' | 'finance', Client>>,
    private readonly bus: EventBus,
    readonly target: VerifyTarget,
  ) {}

  static async open(
    adminUrl: string,
    databases: Readonly<Record<'orders' | 'dispatch' | 'finance', string>>,
    busEnv: Readonly<Record<string, string>>,
  ): Promise<SmallWorld> {
    const connect = async (service: keyof typeof databases): Promise<Client> => {
      const client = new Client({ connectionString: databaseUrl(adminUrl, databases[service]) });
      await client.connect();
      const { rows } = await client.query<{ text: string }>(EMPTYING);
      if (rows[0]) await client.query(rows[0].text);
      else {
        await client.query(`set role ${service}_owner`);
        for (const text of migrations()) await client.query(text);
        await client.query('reset role');
      }
      return client;
    };
    const sql = {
      orders: await connect('orders'),
      dispatch: await connect('dispatch'),
      finance: await connect('finance'),
    };
    await sql.orders
      .query(`create table if not exists reservation (reservation_id uuid, version int, status text,
      submitted_at timestamptz, hold_expires_at timestamptz)`);
    await sql.dispatch
      .query(`create table if not exists allocation (allocation_id uuid, reservation_id uuid, vehicle_id uuid,
      during tstzrange, status text)`);
    await sql.finance
      .query(`create table if not exists entry (id uuid, event_id uuid, rule text, n_lines int, total_fen bigint);
      create table if not exists line (entry_id uuid, dc char(1), amount_fen bigint)`);
    const bus = createEventBus(messagingConfig(busEnv), 'small-world');
    await bus.ensureTopics([TOPIC], 2);
    const consumers = [{ service: 'dispatch', consumer: 'dispatch', types: [TYPE] }];
    return new SmallWorld(sql, bus, {
      postgresAdminUrl: adminUrl,
      databases,
      bus: busEnv,
      topics: [TOPIC],
      consumers: () => Promise.resolve(consumers),
    });
  }

  /** The next versions of an aggregate. */
  events(count: number, key: string = randomUUID()): SmallEvent[] {
    return Array.from({ length: count }, (_, n) => ({ id: randomUUID(), key, version: n + 1 }));
  }

  /** Committed, published, applied: nothing to find. */
  async live(events: readonly SmallEvent[]): Promise<void> {
    await this.commit(events);
    await this.publish(events);
    await this.apply(events);
  }

  async commit(events: readonly SmallEvent[], state: 'published' | 'pending' = 'published'): Promise<void> {
    for (const { id, key, version } of events) {
      await this.sql.orders.query(
        `with logged as (
           insert into event_log (id, topic, key, type, data, headers, aggregate_version)
           values ($1, $2, $3, $4, '{}', '{}', $5) returning seq, created_at, topic, key
         )
         insert into outbox_queue (seq, created_at, topic, key) select * from logged where $6 = 'pending'`,
        [id, TOPIC, key, TYPE, version, state],
      );
      await this.sql.orders.query(
        `insert into outbox_version as v (topic, key, first_version, version) values ($1, $2, $3, $3)
         on conflict (topic, key) do update set version = greatest(v.version, excluded.version)`,
        [TOPIC, key, version],
      );
    }
  }

  async publish(
    events: readonly SmallEvent[],
    headers: Readonly<Record<string, string>> = {},
    value = '{}',
  ): Promise<void> {
    await this.bus.publish(
      events.map(({ id, key, version }) => ({
        topic: TOPIC,
        key,
        headers: { ce_id: id, ce_type: TYPE, ce_aggregateversion: String(version), ...headers },
        value,
      })),
    );
  }

  async apply(events: readonly SmallEvent[], consumer = 'dispatch'): Promise<void> {
    for (const { id } of events)
      await this.sql.dispatch.query(
        `with entered as (insert into inbox (consumer, message_id, type) values ($1, $2, $3))
         insert into applied_count as c (consumer, type, slot, count) values ($1, $3, 0, 1)
         on conflict (consumer, type, slot) do update set count = c.count + 1`,
        [consumer, id, TYPE],
      );
  }

  async close(): Promise<void> {
    await this.bus.close();
    for (const client of Object.values(this.sql)) await client.end();
  }
}
