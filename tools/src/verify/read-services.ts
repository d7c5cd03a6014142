import { Client } from 'pg';
import type { Cell, Evidence, EvidenceTable } from './evidence';

const PAGE = 5_000;
/** Inbox rows are kept 90 days; a service that has older ones than this may have dropped some. */
const SURELY_KEPT = `interval '80 days'`;

interface Source {
  readonly table: string;
  readonly into: EvidenceTable;
  /** The columns of the evidence after the service's name. */
  readonly columns: string;
  readonly where?: string;
}

const STATE = `case when exists (select from outbox_queue q where q.seq = e.seq) then 'pending'
                    when exists (select from outbox_dead d where d.seq = e.seq) then 'dead'
                    else 'published' end`;

const SOURCES: readonly Source[] = [
  {
    table: 'event_log e',
    into: 'produced',
    columns: `${STATE}, seq, id, topic, key, type, aggregate_version`,
  },
  { table: 'outbox_version', into: 'declared', columns: 'topic, key, version' },
  { table: 'inbox', into: 'received', columns: 'consumer, message_id, type' },
  { table: 'parked_message', into: 'parked', columns: 'consumer, message_id, status' },
  {
    table: '(select consumer, type, sum(count) as count from applied_count group by consumer, type) c',
    into: 'counted',
    columns: 'consumer, type, count',
  },
];

/** Reads the messaging tables of one service, all as of one moment, a page at a time. */
export function readService(evidence: Evidence, service: string, url: string): Promise<void> {
  return withReader(url, async (session) => {
    await session.query(SNAPSHOT);
    for (const source of SOURCES) await copy(session, source, service, evidence);
    const old = await session.query(`select 1 from inbox where applied_at < now() - ${SURELY_KEPT} limit 1`);
    if (old.rowCount) await evidence.add('forgetful', [[service]]);
  });
}

/** Begins a transaction that only reads, and sees the data as of its first statement. */
export const SNAPSHOT = 'begin transaction isolation level repeatable read read only';

/** A session of its own for what reads, ended in any case, and with it what it began. */
export async function withReader<T>(url: string, read: (session: Client) => Promise<T>): Promise<T> {
  const session = await openReader(url);
  try {
    return await read(session);
  } finally {
    await session.end().catch(() => undefined);
  }
}

export async function openReader(url: string): Promise<Client> {
  const session = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true });
  session.on('error', () => undefined);
  await session.connect();
  await session.query(`set timezone = 'UTC'`);
  return session;
}

/** Address of another database on the same server. */
export function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}

async function copy(session: Client, source: Source, service: string, evidence: Evidence): Promise<void> {
  await session.query(
    `declare page no scroll cursor for select ${source.columns} from ${source.table} ${source.where ?? ''}`,
  );
  for (;;) {
    const { rows } = await session.query<Cell[]>({ text: `fetch ${PAGE} from page`, rowMode: 'array' });
    await evidence.add(
      source.into,
      rows.map((row) => [service, ...row]),
    );
    if (rows.length < PAGE) break;
  }
  await session.query('close page');
}
