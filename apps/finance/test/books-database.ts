import { randomBytes } from 'node:crypto';
import { Client, types, type CustomTypesConfig } from 'pg';
import type { Sql } from '@houtai/messaging';
import { migrated, testDatabase, testId, testPostgresUrl, type TestDatabase } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import { checkSeals, EMPTY_CHAIN, type SealFault } from '../src/seals/seal-chain';
import { SealStore, sha256 } from '../src/seals/seal.store';

/** Sessions on a fresh database with the books in it, for tests that speak SQL to it. */
export interface BooksDatabase {
  /** As the service signs in. */
  app(): Promise<Client>;
  /** The roles beside it: one may have entries sealed, one may have periods moved on. */
  sealer(): Promise<Client>;
  closer(): Promise<Client>;
  /** As in a database on which a release before this one may still run: with the rights and for the time that it has. */
  duringTheDeploy(work: () => Promise<void>): Promise<void>;
  /** A role that was wrongly given every right on every table, the schema and temporary tables, short of owning them. */
  mischief(): Promise<Client>;
  /** Superuser, to look at and to tamper. */
  admin(): Promise<Client>;
  /** What the service's own check finds of the chain. */
  verify(): Promise<SealFault[]>;
  drop(): Promise<void>;
}

export async function booksDatabase(): Promise<BooksDatabase> {
  const database: TestDatabase = await testDatabase('finance', await migrated(financeDefinition));
  const open = new Set<Client>();
  const connect = async (url: string) => {
    const client = new Client({ connectionString: url, statement_timeout: 10_000, query_timeout: 15_000 });
    client.on('error', () => undefined);
    await client.connect();
    open.add(client);
    return client;
  };
  const adminUrl = new URL(testPostgresUrl());
  adminUrl.pathname = new URL(database.appUrl).pathname;
  const admin = await connect(adminUrl.toString());
  const role = `t_mischief_${randomBytes(5).toString('hex')}`;
  await admin.query(`
    create role ${role} login password '${role}';
    grant all on database ${admin.escapeIdentifier(adminUrl.pathname.slice(1))} to ${role};
    grant all on schema public to ${role};
    grant all on all tables in schema public to ${role};`);
  const mischiefUrl = new URL(adminUrl);
  mischiefUrl.username = role;
  mischiefUrl.password = role;

  return {
    app: () => connect(database.appUrl),
    sealer: () => connect(database.besideUrls.sealer ?? ''),
    closer: () => connect(database.besideUrls.closer ?? ''),
    async duringTheDeploy(work) {
      const rights = [
        'insert on seal',
        'insert, update (state, changed_by) on period',
        `execute on function ${CALLED}`,
      ];
      for (const right of rights) await admin.query(`grant ${right} to finance_app`);
      await admin.query(`update books set strict_from = 'infinity'`);
      try {
        await work();
      } finally {
        await admin.query('update books set strict_from = now()');
        for (const right of rights) await admin.query(`revoke ${right} from finance_app`);
      }
    },
    mischief: () => connect(mischiefUrl.toString()),
    admin: () => connect(adminUrl.toString()),
    async verify() {
      const rows = async (text: string, values?: unknown[]) =>
        (await admin.query({ text, values, types: NUMBERS })).rows;
      const sealed = await new SealStore({ rows } as unknown as Sql).sealed(0, 100_000);
      return checkSeals(EMPTY_CHAIN, sealed, sha256).faults.map(({ fault }) => fault);
    },
    async drop() {
      await admin.query(`reassign owned by ${role} to postgres; drop owned by ${role}`);
      await Promise.all([...open].map((client) => client.end().catch(() => undefined)));
      await database.drop();
      const last = new Client({ connectionString: testPostgresUrl() });
      await last.connect();
      await last.query(`drop role ${role}`);
      await last.end();
    },
  };
}

const CALLED = 'seal_entries(integer), advance_period(integer, text, text, integer, text)';

/** As the service reads numbers. */
const NUMBERS = {
  getTypeParser: (oid: number, format?: 'text') =>
    oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format),
} as CustomTypesConfig;

/** Runs the statements as one session would and answers with the error code that stopped them. */
export async function refusal(session: Client, statements: readonly string[]): Promise<string | undefined> {
  try {
    for (const statement of statements) await session.query(statement);
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await session.query('rollback');
  }
}

/** Opens months as the service does, and tells that it is the first day of March 2027. */
export async function openMonths(app: Client, from: number, to: number): Promise<void> {
  await app.query('select open_periods($1, $2)', [from, to]);
  await app.query(`select tell_business_day('2027-03-01', true, 31)`);
}

export interface HostileLine {
  account: string;
  dc: 'D' | 'C';
  amount: number;
  cash?: string | null;
  isCash?: boolean;
  no?: number;
  /** Beside those that control accounts need; null: none even there. */
  order?: string | null;
  party?: string | null;
  tax?: number;
}

export interface HostileEntry {
  id: string;
  date?: string;
  kind?: string;
  red?: boolean;
  event?: string;
  rule?: string;
  hash?: string;
  reverses?: string;
  lines?: number;
  total?: number;
  maker?: string;
}

/** SQL text of a header, right unless told otherwise. */
export function header(entry: HostileEntry): string {
  const {
    id,
    date = '2027-03-01',
    kind = 'normal',
    rule = 'tested',
    hash = '00',
    lines = 2,
    total = 100,
  } = entry;
  const reverses = entry.reverses ? `'${entry.reverses}'` : 'null';
  return `insert into entry (id, posting_date, kind, red, event_id, rule, rule_version, payload_hash, reverses, n_lines,
    total_fen, maker) values ('${id}', '${date}', '${kind}', ${entry.red ?? total < 0}, '${entry.event ?? id}', '${rule}', 1,
    decode(repeat('${hash}', 32), 'hex'), ${reverses}, ${lines}, ${total}, '${entry.maker ?? (kind === 'reversal' ? 'system' : 'tester')}')`;
}

/** SQL text of the lines of an entry, in one statement. */
export function lines(entryId: string, rows: readonly HostileLine[]): string {
  const text = (value: string | null | undefined) => (value ? `'${value}'` : 'null');
  const values = rows.map((row, index) => {
    const usual = CONTROL.test(row.account) ? testId(0xa0) : null;
    const [order, party] = [row.order, row.party].map((given) => text(given === undefined ? usual : given));
    const isCash = row.isCash ?? Boolean(row.cash);
    const tax = row.tax === undefined ? 'null, null' : `'output', ${row.tax}`;
    return `('${entryId}', ${row.no ?? index + 1}, '${row.account}', ${isCash}, '${row.dc}', ${row.amount}, ${text(row.cash)}, ${order}, ${party}, ${tax})`;
  });
  return `insert into line (entry_id, line_no, account, is_cash, dc, amount_fen, cash_item, order_id, party_id, tax_code, tax_rate_bp)
    values ${values.join(', ')}`;
}

const CONTROL = /^(1122|1221|2202|2203|2241)/;

/** A lawful pair of lines. */
export const pair = (amount = 100): HostileLine[] => [
  { account: '1012', dc: 'D', amount, cash: 'O1' },
  { account: '1122', dc: 'C', amount },
];

/** Header and lines in one transaction. */
export const posting = (entry: HostileEntry, rows: readonly HostileLine[] = pair(entry.total)): string[] => [
  'begin',
  header({ lines: rows.length, ...entry }),
  lines(entry.id, rows),
  'commit',
];
