import { Client } from 'pg';
import { EXAMPLES, type Finding } from './finding';

/** Columns of the evidence with their types, in the order in which rows are added. */
const TABLES = {
  /** Every event a producer has committed, and where it lies. */
  produced: {
    service: 'text',
    state: 'text',
    seq: 'bigint',
    id: 'uuid',
    topic: 'text',
    key: 'text',
    type: 'text',
    version: 'bigint',
  },
  /** The last version that was written, by the producer's own account. */
  declared: { service: 'text', topic: 'text', key: 'text', version: 'bigint' },
  /** Every message of every topic, repeats included; id is null when the message has none. */
  delivered: {
    topic: 'text',
    partition: 'int',
    position: 'bigint',
    id: 'uuid',
    key: 'text',
    type: 'text',
    version: 'bigint',
    planted: 'boolean',
    /** Whether it has an id, a key, a version, and JSON for data. */
    readable: 'boolean',
  },
  wanted: { service: 'text', consumer: 'text', topic: 'text', type: 'text' },
  /** The inbox rows. */
  received: { service: 'text', consumer: 'text', id: 'uuid', type: 'text' },
  parked: { service: 'text', consumer: 'text', id: 'uuid', status: 'text' },
  /** The counters a service answers `operations/bus` from. */
  counted: { service: 'text', consumer: 'text', type: 'text', count: 'bigint' },
  /** Services whose inbox has lost old rows to its retention. */
  forgetful: { service: 'text' },
} as const;

export type EvidenceTable = keyof typeof TABLES;
export type Cell = string | number | boolean | null;

const INDEXES = `
  create index on produced (id); create index on produced (topic, key);
  create index on delivered (id); create index on delivered (topic, key);
  create index on received (id, service, consumer); create index on parked (id, service, consumer);
  analyze produced; analyze declared; analyze delivered; analyze wanted; analyze received; analyze parked; analyze counted;`;

/** What was read, in temporary tables of one session: sorted and compared by Postgres, gone with the session. */
export class Evidence {
  private last: Promise<unknown> = Promise.resolve();

  private constructor(private readonly session: Client) {}

  static async open(adminUrl: string): Promise<Evidence> {
    const session = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
    session.on('error', () => undefined);
    await session.connect();
    const evidence = new Evidence(session);
    await session.query(`set work_mem = '64MB'; set statement_timeout = 0; set timezone = 'UTC'`);
    await evidence.clear();
    return evidence;
  }

  /** Empty tables. */
  async clear(): Promise<void> {
    for (const [table, columns] of Object.entries(TABLES)) {
      const list = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
      await this.session.query(
        `drop table if exists pg_temp.${table}; create temp table ${table} (${list.join(', ')})`,
      );
    }
  }

  /** May be called while an earlier call is under way: a session takes one statement after the other. */
  add(table: EvidenceTable, rows: readonly (readonly Cell[])[]): Promise<void> {
    const added = this.last.then(() => this.insert(table, rows));
    this.last = added.catch(() => undefined);
    return added;
  }

  /** To be called when everything was added and before anything is judged. */
  async complete(): Promise<void> {
    await this.session.query(INDEXES);
  }

  async count(table: EvidenceTable): Promise<number> {
    const { rows } = await this.session.query<{ n: number }>(
      `select count(*)::int as n from pg_temp.${table}`,
    );
    return rows[0]?.n ?? 0;
  }

  /** Runs a check: `looked` gives one number, `faults` a row with the column `what` per fault. */
  judge(check: string, looked: string, faults: string, note?: string): Promise<Finding> {
    return judgeIn(this.session, { check, looked, faults, note });
  }

  /** One text that a statement gives in its column `note`. */
  async note(sql: string): Promise<string | undefined> {
    const { rows } = await this.session.query<{ note: string | null }>(sql);
    return rows[0]?.note ?? undefined;
  }

  private async insert(table: EvidenceTable, rows: readonly (readonly Cell[])[]): Promise<void> {
    if (rows.length === 0) return;
    const types = Object.values(TABLES[table]);
    const arrays = types.map((type, n) => `$${n + 1}::${type}[]`).join(', ');
    const columns = types.map((_, n) => rows.map((row) => row[n] ?? null));
    await this.session.query(`insert into pg_temp.${table} select * from unnest(${arrays})`, columns);
  }

  async close(): Promise<void> {
    await this.session.end().catch(() => undefined);
  }
}

export interface SqlCheck {
  readonly check: string;
  /** A statement that gives one whole number. */
  readonly looked: string;
  /** A statement that gives a row with the column `what` for each fault. */
  readonly faults: string;
  readonly note?: string;
}

/** Runs one check in a session. */
export async function judgeIn(session: Client, { check, looked, faults, note }: SqlCheck): Promise<Finding> {
  const seen = await session.query<{ n: string }>(`select (${looked})::text as n`);
  const found = await session.query<{ n: number; examples: string[] | null }>(
    `select count(*)::int as n, (array_agg(what order by what))[1:${EXAMPLES}] as examples from (${faults}) fault`,
  );
  const row = found.rows[0];
  return {
    check,
    looked: Number(seen.rows[0]?.n ?? 0),
    faults: row?.n ?? 0,
    examples: row?.examples ?? [],
    note,
  };
}
