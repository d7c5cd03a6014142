import { Client } from 'pg';
import type { Sql } from '@houtai/messaging';
import { at, startTestService, testId, testPostgresUrl, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import { SubLedgers } from '../src/seals/sub-ledgers.queries';
import { cancellation } from './rental-events';

interface Verification {
  intact: boolean;
  entries: number;
  sealed: number;
  headHash: string;
  faults: { fault: string; entryId: string }[];
  disagreements: { between: string; id: string; ledgerFen: number; keptFen: number }[];
  headFound: boolean | null;
}

describe('seals and the closing of periods', () => {
  let finance: TestService;
  let tamper: Client;
  let orders = 0;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition, { env: { HOUTAI_FINANCE_SEAL_EVERY_MS: '20' } });
    const [{ name } = { name: '' }] = await finance.sql<{ name: string }>(
      'select current_database() as name',
    );
    const url = new URL(testPostgresUrl());
    url.pathname = `/${name}`;
    tamper = new Client({ connectionString: url.toString() });
    await tamper.connect();
    await finance.advanceTo(at('02:00'));
  });
  afterAll(async () => {
    await tamper?.end();
    await finance?.close();
  });

  /** A posting of a fee on a day. */
  const publishFee = (day: number) => {
    const { event, time } = cancellation(testId(0x3000 + ++orders), 100 + orders, at('03:00', day));
    return finance.publish(event, { time });
  };
  const sealed = async () => {
    await finance.drained();
    for (let n = 0; n < 500; n += 1) {
      const [row] = await finance.sql<{ open: number }>(
        'select (select count(*) from entry)::int - (select count(*) from seal)::int as open',
      );
      if (row?.open === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('entries stay without a seal');
  };
  /** Until somebody waits for what the open transaction of `tamper` has locked. */
  const somebodyWaits = async () => {
    for (let n = 0; n < 500; n += 1) {
      const { rowCount } = await tamper.query(
        'select 1 from pg_locks where not granted and transactionid = pg_current_xact_id()::xid',
      );
      if (rowCount) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('nobody waits');
  };
  const verify = async () => (await finance.http<Verification>('GET', '/api/v1/ledger-verification')).body;
  const step = (period: number, verb: string, headers: Record<string, string> = {}) =>
    finance.http<{ code: string; state: string; version: number }>(
      'POST',
      `/api/v1/periods/${period}/${verb}`,
      { headers },
    );

  it('opens the current month and the two after it ahead', async () => {
    const { body } = await finance.http<{ items: { period: number; state: string }[] }>(
      'GET',
      '/api/v1/periods',
    );
    expect(body.items.map(({ period, state }) => [period, state])).toEqual([
      [202705, 'open'],
      [202704, 'open'],
      [202703, 'open'],
    ]);
  });

  it('numbers vouchers without a gap in each period and chains them (property 10)', async () => {
    for (let n = 0; n < 30; n += 1) await publishFee(n % 3 === 0 ? 35 : n);
    await sealed();
    const gaps = await finance.sql(
      `select period from seal group by period having min(voucher_no) <> 1 or max(voucher_no) <> count(*)`,
    );
    expect(gaps).toEqual([]);
    expect(await verify()).toMatchObject({ intact: true, entries: 30, sealed: 30, faults: [] });
  });

  it.each([
    [
      `update line set amount_fen = amount_fen + 1 where line_no = 1 and entry_id = $1`,
      ['content-changed', 'unbalanced'],
    ],
    [`update line set branch_id = null where entry_id = $1`, ['content-changed']],
    [`update entry set memo = 'another' where id = $1`, ['content-changed']],
    [
      `update entry set posting_date = posting_date + 40 where id = $1`,
      ['content-changed', 'period-differs'],
    ],
    [
      `update entry set recorded_at = recorded_at + interval '1 microsecond' where id = $1`,
      ['content-changed'],
    ],
    [`update entry set maker = 'somebody' where id = $1`, ['content-changed']],
    [`update entry set facts = facts || ' ' where id = $1`, ['content-changed']],
    [`update line set tax_code = 'input', tax_rate_bp = 5 where entry_id = $1`, ['content-changed']],
    [`update seal set hash_version = 1 where entry_id = $1`, ['content-changed']],
    [`update seal set hash_version = 9 where entry_id = $1`, ['version-unknown']],
    [
      `update seal set voucher_no = 900 where entry_id = $1`,
      ['content-changed', 'voucher-gap', 'voucher-gap'],
    ],
    [`delete from seal where entry_id = $1`, ['chain-broken', 'sequence-broken', 'voucher-gap']],
    [
      `update seal set hash = decode(repeat('ab', 32), 'hex') where entry_id = $1`,
      ['chain-broken', 'content-changed'],
    ],
  ])('finds the traces of a superuser who ran: %s', async (sql, expected) => {
    const { rows } = await tamper.query<{ entry_id: string }>(
      `select entry_id from seal where period = 202703 order by seq offset 3 limit 1`,
    );
    const entryId = rows[0]!.entry_id;
    const headers = await tamper.query('select * from entry where id = $1', [entryId]);
    expect(headers.rowCount).toBe(1);
    // Taken back afterwards by doing it in a copy: the tables are restored as they were.
    await tamper.query(`create table kept_entry as table entry; create table kept_line as table line;
                        create table kept_seal as table seal; alter table entry drop constraint if exists entry_facts_are_what_was_hashed;
                        set session_replication_role = replica`);
    try {
      await tamper.query(sql, [entryId]);
      const { intact, faults } = await verify();
      expect(intact).toBe(false);
      expect(faults.map(({ fault }) => fault).sort()).toEqual(expected);
    } finally {
      await tamper.query(`
        delete from seal; delete from line; delete from entry;
        insert into entry (id, posting_date, kind, red, event_id, rule, rule_version, payload_hash, reverses, n_lines,
          total_fen, maker, checker, memo, recorded_at, txid, facts)
        select id, posting_date, kind, red, event_id, rule, rule_version, payload_hash, reverses, n_lines, total_fen,
          maker, checker, memo, recorded_at, txid, facts from kept_entry;
        insert into line select * from kept_line; insert into seal select * from kept_seal;
        drop table kept_entry; drop table kept_line; drop table kept_seal; set session_replication_role = origin`);
    }
    expect(await verify()).toMatchObject({ intact: true });
  });

  it('finds by a head that was kept elsewhere that the chain was cut or forged as a whole', async () => {
    const { headHash: hash, sealed: seq } = await verify();
    const against = async (query: string) =>
      (await finance.http<Verification>('GET', `/api/v1/ledger-verification?${query}`)).body;
    expect(await against(`headSeq=${seq}&headHash=${hash}`)).toMatchObject({ intact: true, headFound: true });
    expect(await against(`headSeq=${seq}&headHash=${'ab'.repeat(32)}`)).toMatchObject({
      intact: false,
      headFound: false,
    });
    expect(await against(`headSeq=${seq + 1}&headHash=${hash}`)).toMatchObject({
      intact: false,
      headFound: false,
    });
    expect(await against('headSeq=5')).toMatchObject({ code: 'validation-failed' });
  });

  it.each([
    ['receivable', `update receivable set debit_fen = debit_fen + 1 where debit_fen > 0`],
    [
      'event',
      `update event_log set key = '00000000-0000-7000-8000-00000000ffff' where type = 'houtai.finance.entry-posted.v1'`,
    ],
    [
      'facts',
      `alter table entry drop constraint if exists entry_facts_are_what_was_hashed; update entry set facts = '{}'`,
    ],
    [
      'partner-month',
      `insert into partner_month_part (partner_id, period, rentals, charged_fen, fees_fen, paid_fen)
       values ('00000000-0000-7000-8000-00000000ffff', 202703, 1, 1, 0, 0)`,
    ],
  ])('finds that something kept beside the books says something else: %s', async (between, sql) => {
    await tamper.query('begin');
    await tamper.query('set local session_replication_role = replica');
    await tamper.query(sql);
    const look = new SubLedgers({
      rows: async (text: string, values?: unknown[]) => (await tamper.query(text, values)).rows,
    } as unknown as Sql);
    const disagreements = await look.disagreements(3);
    await tamper.query('rollback');
    expect(new Set(disagreements.map((one) => one.between))).toEqual(new Set([between]));
    expect((await verify()).disagreements).toEqual([]);
  });

  it('closes periods one way and in order', async () => {
    expect((await step(202713, 'close')).body.code).toBe('validation-failed');
    expect((await step(202704, 'start-closing')).body.code).toBe('period-not-next');
    expect((await step(202703, 'close')).body.code).toBe('period-not-closing');
    expect((await step(202703, 'start-closing', { 'if-match': '"7"' })).status).toBe(412);
    expect((await step(201001, 'start-closing')).status).toBe(404);
    expect((await step(202703, 'start-closing', { 'if-match': '"1"' })).body).toMatchObject({
      state: 'closing',
      version: 2,
    });
    expect((await step(202703, 'start-closing')).body.code).toBe('period-not-open');
    expect((await step(202703, 'close')).body).toMatchObject({ state: 'closed', version: 3 });
    expect((await step(202703, 'close')).body.code).toBe('period-not-closing');
  });

  it('books what comes late on the first day of the next open period and leaves the closed one as it was (property 11)', async () => {
    const closed = '/api/v1/trial-balance?date=2027-03-31';
    const before = await finance.http<{ totals: unknown }>('GET', closed);
    await publishFee(20);
    await sealed();
    const [entry] = await finance.sql('select posting_date::text as day from entry order by id desc limit 1');
    expect(entry).toEqual({ day: '2027-04-01' });
    const after = await finance.http<{ totals: unknown }>('GET', closed);
    expect({ ...after.body, sealedUpTo: 0 }).toEqual({ ...before.body, sealedUpTo: 0 });
  });

  it('closes while others post: everything lands in an open period, nothing is lost', async () => {
    const posting = Promise.all(Array.from({ length: 60 }, () => publishFee(36)));
    const closing = step(202704, 'start-closing');
    await Promise.all([posting, closing]);
    expect((await closing).body).toMatchObject({ state: 'closing' });
    await sealed();
    const rows = await finance.sql<{ posted: number }>(
      `select count(*)::int as posted from entry where period >= 202704`,
    );
    expect(rows).toEqual([{ posted: orders - 20 }]);
    expect((await step(202704, 'close')).body).toMatchObject({ state: 'closed' });
    expect(await verify()).toMatchObject({ intact: true, entries: orders, sealed: orders });
  });

  it('waits with closing for a posting under way, which still counts', async () => {
    await tamper.query('begin');
    await tamper.query('select 1 from period where yyyymm = 202705 for share');
    let done = false;
    const closing = step(202705, 'start-closing').then((answer) => {
      done = true;
      return answer;
    });
    await somebodyWaits();
    expect(done).toBe(false);
    await tamper.query('commit');
    expect((await closing).body).toMatchObject({ state: 'closing' });
  });
});
