import type { Client } from 'pg';
import { testId } from '@houtai/testing';
import {
  booksDatabase,
  header,
  lines,
  openMonths,
  pair,
  posting,
  refusal,
  type BooksDatabase,
} from './books-database';

/** Seals are what the database computes, whoever asks for them. */
describe('attacks on the seals', () => {
  let books: BooksDatabase;
  let app: Client;
  let sealer: Client;
  let closer: Client;
  let mischief: Client;
  let admin: Client;
  let nextId = 1;
  const id = () => testId(nextId++);

  beforeAll(async () => {
    books = await booksDatabase();
    [app, mischief, admin] = await Promise.all([books.app(), books.mischief(), books.admin()]);
    [sealer, closer] = await Promise.all([books.sealer(), books.closer()]);
    await openMonths(app, 202703, 202704);
  });
  afterAll(async () => books?.drop());

  const post = async (memo = ''): Promise<string> => {
    const entry = id();
    const [begin, head, rest, commit] = posting({ id: entry }) as [string, string, string, string];
    await app.query(begin);
    await app.query(head.replace('maker)', 'maker, memo)').replace("'tester')", "'tester', $1)"), [memo]);
    await app.query(rest);
    await app.query(commit);
    return entry;
  };
  const seal = async (most = 500, session = sealer) =>
    (await session.query<{ sealed: number; head_seq: string }>('select * from seal_entries($1)', [most]))
      .rows[0];

  /** A seal made by hand, with whatever is given in place of what would be right. */
  const forged = (
    entry: string,
    given: Partial<Record<'seq' | 'prev' | 'hash' | 'voucher' | 'period' | 'version', string>> = {},
  ) =>
    `insert into seal (seq, entry_id, period, voucher_no, prev_hash, hash, hash_version)
     select ${given.seq ?? 'coalesce(max(seq), 0) + 1'}, '${entry}', ${given.period ?? '202703'},
            ${given.voucher ?? 'coalesce(max(voucher_no), 0) + 1'},
            ${given.prev ?? "coalesce((array_agg(hash order by seq desc))[1], decode(repeat('00', 32), 'hex'))"},
            ${given.hash ?? "decode(repeat('ab', 32), 'hex')"}, ${given.version ?? '1'} from seal`;

  it('takes no seal from anybody', async () => {
    const entry = await post();
    for (const session of [app, sealer, closer])
      expect(await refusal(session, ['begin', forged(entry)])).toBe('42501');
    for (const session of [mischief, admin])
      expect(await refusal(session, ['begin', forged(entry)])).toBe('FIN11');
    expect(await refusal(mischief, ['begin', `update seal set hash = prev_hash`])).toBeUndefined();
    expect(await refusal(mischief, ['begin', `insert into books (strict_from) values ('infinity')`])).toBe(
      '23505',
    );
    for (const sql of [
      `update books set strict_from = 'infinity'`,
      `update books set sealed_before = '9'`,
      'delete from books',
    ])
      expect(await refusal(app, ['begin', sql])).toBe('42501');
    await seal();
  });

  it('takes of a release before this one only what it computes itself', async () => {
    const [first, second] = [await post(), await post()];
    await books.duringTheDeploy(async () => {
      const wrong = [
        {},
        { seq: 'max(seq) + 2' },
        { prev: `decode(repeat('cd', 32), 'hex')` },
        { voucher: '900' },
        { period: '202704' },
        { version: '2' },
      ];
      for (const given of wrong)
        for (const session of [app, mischief])
          expect(await refusal(session, [forged(first, given)])).toBe('FIN09');
      expect(await refusal(app, [forged(id())])).toBe('23503');
      // The hash that is right, as that release computes it.
      const { rows } = await admin.query<{ hash: string }>(
        `select encode(sha256(convert_to('["' || encode(hash, 'hex') || '",' || seq + 1 || ',202703,' || voucher_no + 1 || ',"' || $1
           || '",' || seal_content($1::uuid, 1) || ']', 'UTF8')), 'hex') as hash from seal order by seq desc limit 1`,
        [first],
      );
      expect(await refusal(app, [forged(second, { hash: `decode('${rows[0]!.hash}', 'hex')` })])).toBe(
        'FIN09',
      );
      expect(
        await refusal(app, [forged(first, { hash: `decode('${rows[0]!.hash}', 'hex')` })]),
      ).toBeUndefined();
    });
    expect(await seal()).toMatchObject({ sealed: 1 });
  });

  it('seals nothing that is not committed, and nothing by an old snapshot', async () => {
    const entry = id();
    await app.query('begin');
    await app.query(header({ id: entry }));
    await app.query(lines(entry, pair()));
    expect(await seal()).toMatchObject({ sealed: 0 });
    await app.query('commit');
    for (const level of ['repeatable read', 'serializable'])
      expect(await refusal(sealer, [`begin isolation level ${level}`, 'select * from seal_entries(5)'])).toBe(
        'FIN12',
      );
    expect(await seal()).toMatchObject({ sealed: 1 });
  });

  it('lets nobody seal but who is there for it, not even through the function', async () => {
    await post();
    const call = 'select * from seal_entries(5)';
    for (const session of [app, closer, mischief])
      expect(await refusal(session, ['begin', call])).toBe('42501');
    for (const disguise of ['set role finance_sealer', 'set session authorization finance_sealer'])
      expect(await refusal(app, ['begin', disguise])).toBe('42501');
    await admin.query('grant execute on function seal_entries(integer) to finance_app');
    expect(await refusal(app, ['begin', call])).toBe('FIN11');
    await admin.query('revoke execute on function seal_entries(integer) from finance_app');
    expect(await refusal(admin, ['begin', call])).toBe('FIN11');
    expect(await seal()).toMatchObject({ sealed: 1 });
  });

  it.each([
    'select * from entry',
    'select * from seal',
    'select * from migrations',
    `insert into account (code) values ('9999')`,
    'update hold set captured_fen = 0',
    'delete from line',
    'truncate seal',
    'create table public.mine ()',
    'create temp table mine ()',
    'alter table seal disable trigger all',
    'set session_replication_role = replica',
    'select open_periods(202703, 202709)',
    `select tell_business_day('2099-01-01', true, 31)`,
  ])('gives the roles beside the service no right to: %s', async (sql) => {
    for (const session of [sealer, closer]) expect(await refusal(session, ['begin', sql])).toBe('42501');
  });

  it('lets only the service call what seals', async () => {
    for (const call of [
      'seal_entries(1)',
      `seal_content('${id()}', 1)`,
      `compact_json(array['x'])`,
      'refuse_old_snapshot()',
    ])
      expect(await refusal(mischief, [`select ${call}`])).toBe('42501');
    for (const call of [
      `seal_content('${id()}', 1)`,
      `compact_json(array['x'])`,
      'check_seal()',
      'refuse_direct_write()',
    ])
      expect(await refusal(app, [`select ${call}`])).toBe('42501');
  });

  it('remembers how far it came, also amid a backlog', async () => {
    await seal();
    const entries: string[] = [];
    for (let n = 0; n < 5; n += 1) entries.push(await post());
    // The oldest transaction of the whole server, which others use as well: nobody can look beyond it.
    const { rows: before } = await admin.query<{ oldest: string }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as oldest',
    );
    expect(await seal(2)).toMatchObject({ sealed: 2 });
    const { rows: after } = await admin.query<{ far: boolean }>(
      `select b.sealed_before >= least($2::xid8, e.txid) and b.sealed_before <= e.txid as far
       from books b, entry e where e.id = $1`,
      [entries[1], before[0]!.oldest],
    );
    expect(after).toEqual([{ far: true }]);
    expect(await seal(2)).toMatchObject({ sealed: 2 });
    expect(await seal(2)).toMatchObject({ sealed: 1 });
    expect(await seal(2)).toMatchObject({ sealed: 0 });
  });

  it('waits with an entry whose transaction began earlier than others that are sealed', async () => {
    const slow = await books.app();
    const entry = id();
    await slow.query('begin');
    await slow.query(header({ id: entry }));
    await post();
    expect(await seal(1)).toMatchObject({ sealed: 1 });
    await slow.query(lines(entry, pair()));
    await slow.query('commit');
    expect(await seal(1)).toMatchObject({ sealed: 1 });
    expect(await seal(1)).toMatchObject({ sealed: 0 });
  });

  it.each(['"quoted" \\ and \u0001 \u001f \u007f', 'tab\tline\nfeed\r\b\f', '红字 😀 \u2028', ''])(
    'computes what the service computes, of a memo of %j',
    async (memo) => {
      await post(memo);
      expect(await seal()).toMatchObject({ sealed: 1 });
      expect(await books.verify()).toEqual([]);
    },
  );
});
