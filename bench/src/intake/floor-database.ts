import { join } from 'node:path';
import { MESSAGING_MIGRATIONS_DIR } from '@houtai/messaging';
import { dropDatabase } from '@houtai/infrastructure';
import type { Client } from 'pg';
import { migratedDatabase, withClient } from '../migrated-database';
import type { BenchSystem } from '../system/bench-system';
import type { Taken } from './parameters';
import { chosenIds, type Choices } from './pgbench-script';

const DATABASE = 'bench_intake_floor';
const ROOT = join(__dirname, '..', '..', '..');
const WRITTEN = ['reservation', 'reservation_history', 'event_log', 'outbox_queue', 'outbox_version'];
/** Tables an intake reads, parents first, and the column by which the floor chooses a row. */
const READ = [
  { table: 'branch', chosenBy: 'branch_id' },
  { table: 'vehicle_class' },
  { table: 'customer', chosenBy: 'customer_id' },
  { table: 'rate_plan' },
] as const;

/** A database like that of orders, with the same customers, classes, branches and prices, on the same Postgres. */
export class FloorDatabase {
  private constructor(
    private readonly adminUrl: string,
    readonly appUrl: string,
    private readonly ownerUrl: string,
    readonly choices: Choices,
  ) {}

  static async copyOf(system: BenchSystem, adminUrl: string): Promise<FloorDatabase> {
    const { ownerUrl, appUrl } = await migratedDatabase(adminUrl, 'orders', DATABASE, [
      MESSAGING_MIGRATIONS_DIR,
      join(ROOT, 'libs', 'service-host', 'migrations'),
      join(ROOT, 'apps', 'orders', 'migrations'),
    ]);
    const source = await system.database('orders');
    const counts = await withClient(ownerUrl, async (target) => {
      const copied: number[] = [];
      for (const read of READ) copied.push(await copy(source, target, read));
      await target.query('analyze');
      return copied;
    });
    const [branches = 0, classes = 0, customers = 0] = counts;
    return new FloorDatabase(adminUrl, appUrl, ownerUrl, { branches, classes, customers });
  }

  /** Empties what a run has written. */
  async clear(): Promise<void> {
    await withClient(this.ownerUrl, (owner) => owner.query(`truncate ${WRITTEN.join(', ')} cascade`));
  }

  /** Rows that the last run has written. */
  async written(): Promise<number> {
    return withClient(this.ownerUrl, async (owner) => {
      const { rows } = await owner.query<{ n: number }>('select count(*)::int as n from reservation');
      return rows[0]?.n ?? 0;
    });
  }

  drop(): Promise<void> {
    return dropDatabase(this.adminUrl, DATABASE);
  }
}

async function copy(
  source: Client,
  target: Client,
  { table, chosenBy }: { table: string; chosenBy?: string },
): Promise<number> {
  const { rows } = await source.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(t) as row from ${table} t`,
  );
  const ids =
    chosenBy === undefined ? [] : chosenIds(table === 'branch' ? 'branch' : 'customer', rows.length);
  const copies = rows.map(({ row }, i) => (chosenBy === undefined ? row : { ...row, [chosenBy]: ids[i] }));
  await target.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(copies),
  ]);
  return rows.length;
}

/** The latest reservation of the system, as a pattern for the floor's. */
export async function latestReservation(system: BenchSystem): Promise<Taken> {
  const orders = await system.database('orders');
  const { rows } = await orders.query<Taken>(
    `select to_jsonb(r) as row, to_jsonb(h) - 'seq' as history,
            jsonb_build_object('id', e.id, 'topic', e.topic, 'type', e.type, 'data', e.data::json,
                               'headers', e.headers) as event
       from event_log e
       join reservation r on r.reservation_id::text = e.key
       join reservation_history h on h.reservation_id = r.reservation_id and h.version = 1
      where e.type like '%.reservation-submitted.v1' order by e.seq desc limit 1`,
  );
  const taken = rows[0];
  if (!taken) throw new Error('there is no reservation to take the parameters from');
  return taken;
}
