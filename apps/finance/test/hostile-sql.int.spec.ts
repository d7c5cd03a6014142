import { Query, type Client, type QueryConfig } from 'pg';
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
  type HostileLine,
} from './books-database';

/** Property 15: hostile SQL is refused, and for the intended reason. */
describe('hostile SQL against the books', () => {
  let books: BooksDatabase;
  let app: Client;
  let mischief: Client;
  let admin: Client;
  let nextId = 1;
  const id = () => testId(nextId++);

  beforeAll(async () => {
    books = await booksDatabase();
    [app, mischief, admin] = await Promise.all([books.app(), books.mischief(), books.admin()]);
    await openMonths(app, 202703, 202704);
  });

  afterAll(async () => books?.drop());

  async function rows(sql: string): Promise<unknown[]> {
    return (await admin.query({ text: sql, rowMode: 'array' })).rows;
  }

  async function posted(amount = 100): Promise<string> {
    const entry = id();
    expect(await refusal(app, posting({ id: entry, total: amount }))).toBeUndefined();
    return entry;
  }

  it('lets the service post a lawful entry', async () => {
    const entry = await posted();
    expect(await rows(`select count(*)::int from line where entry_id = '${entry}'`)).toEqual([[2]]);
  });

  const three: HostileLine[] = [...pair(60), { account: '1122', dc: 'C', amount: 1 }];
  it.each<[string, string, (entry: string) => string[]]>([
    [
      'lines that do not balance',
      'FIN01',
      (e) => posting({ id: e }, [pair()[0]!, { account: '1122', dc: 'C', amount: 99 }]),
    ],
    ['lines that balance on another total', 'FIN01', (e) => posting({ id: e, total: 100 }, pair(99))],
    ['fewer lines than the header says', 'FIN01', (e) => posting({ id: e, lines: 3 })],
    ['more lines than the header says', 'FIN01', (e) => posting({ id: e, lines: 2, total: 60 }, three)],
    ['line numbers with a gap', 'FIN01', (e) => posting({ id: e }, [pair()[0]!, { ...pair()[1]!, no: 3 }])],
    [
      'lines in two statements',
      'FIN01',
      (e) => [
        'begin',
        header({ id: e }),
        lines(e, [pair()[0]!]),
        lines(e, [{ ...pair()[1]!, no: 2 }]),
        'commit',
      ],
    ],
    ['a header without lines', 'FIN01', (e) => ['begin', header({ id: e }), 'commit']],
    [
      'a header without lines, checked early',
      'FIN01',
      (e) => ['begin', 'set constraints all immediate', header({ id: e }), lines(e, pair()), 'commit'],
    ],
    ['lines without a header', '23503', (e) => ['begin', lines(e, pair()), 'commit']],
    [
      'more lines after an early check',
      'FIN01',
      (e) => [
        'begin',
        header({ id: e }),
        lines(e, pair()),
        'set constraints all immediate',
        lines(
          e,
          pair().map((row, n) => ({ ...row, no: n + 3 })),
        ),
        'commit',
      ],
    ],
    [
      'lines in a later transaction',
      'FIN07',
      (e) => [
        ...posting({ id: e }),
        'begin',
        lines(
          e,
          pair().map((row, n) => ({ ...row, no: n + 3 })),
        ),
        'commit',
      ],
    ],
    [
      'the same lines twice',
      '23505',
      (e) => ['begin', header({ id: e }), lines(e, pair()), lines(e, pair()), 'commit'],
    ],
    ['a line of zero', '23514', (e) => posting({ id: e, total: 0 }, pair(0))],
    [
      'a cash account without a cash-flow item',
      '23514',
      (e) => posting({ id: e }, [{ account: '1012', dc: 'D', amount: 100, isCash: true }, pair()[1]!]),
    ],
    [
      'a forged flag: cash that claims to be none',
      '23503',
      (e) => posting({ id: e }, [{ account: '1012', dc: 'D', amount: 100, isCash: false }, pair()[1]!]),
    ],
    [
      'a forged flag: a receivable that claims to be cash',
      '23503',
      (e) => posting({ id: e }, [pair()[0]!, { account: '1122', dc: 'C', amount: 100, cash: 'O1' }]),
    ],
    [
      'a cash-flow item that does not exist',
      '23514',
      (e) => posting({ id: e }, [{ ...pair()[0]!, cash: 'O2' }, pair()[1]!]),
    ],
    [
      'an account that does not exist',
      '23503',
      (e) => posting({ id: e }, [pair()[0]!, { account: '9999', dc: 'C', amount: 100 }]),
    ],
    [
      'a heading',
      'FIN06',
      (e) => posting({ id: e }, [pair()[0]!, { account: '2221', dc: 'C', amount: 100 }]),
    ],
    [
      'a side that does not exist',
      '23514',
      (e) => posting({ id: e }, [pair()[0]!, { account: '1122', dc: 'X' as 'C', amount: 100 }]),
    ],
    [
      'a black entry with a negative total',
      '23514',
      (e) => posting({ id: e, red: false, total: -100 }, pair(-100)),
    ],
    ['a month that is not there', 'FIN03', (e) => posting({ id: e, date: '2031-01-01' })],
    [
      "a period that is not the date's",
      '428C9',
      (e) => [header({ id: e }).replace('(id,', '(period, id,').replace("values ('", "values (202704, '")],
    ],
    ['a reversal of nothing', '23514', (e) => posting({ id: e, kind: 'reversal' })],
    [
      'a cause that is not a hash',
      '23514',
      (e) => posting({ id: e }).map((sql) => sql.replace("repeat('00', 32)", "repeat('00', 31)")),
    ],
  ])('refuses %s with %s, whoever asks', async (_what, code, statements) => {
    for (const session of [app, mischief]) expect(await refusal(session, statements(id()))).toBe(code);
  });

  it('lets nobody forge who wrote an entry when', async () => {
    const entry = id();
    const forged = header({ id: entry })
      .replace('maker)', 'maker, recorded_at, txid)')
      .replace("'tester')", "'tester', '2001-01-01', '3')");
    expect(await refusal(app, ['begin', forged, lines(entry, pair()), 'commit'])).toBeUndefined();
    expect(
      await rows(
        `select recorded_at > now() - interval '1 hour', txid > '3' from entry where id = '${entry}'`,
      ),
    ).toEqual([[true, true]]);
  });

  it('checks lines that come by COPY', async () => {
    const session = await books.mischief();
    const entry = id();
    await session.query('begin');
    await session.query(header({ id: entry }));
    await session.query(`create temp table staged as select * from line limit 0`);
    await session.query(lines(entry, [pair()[0]!]).replace('into line', 'into staged'));
    await expect(session.query('insert into line select * from staged')).rejects.toMatchObject({
      code: 'FIN01',
    });
    await session.query('rollback');
    await session.query('begin');
    await session.query(header({ id: entry }));
    await expect(session.query(`copy line from program 'true'`)).rejects.toMatchObject({ code: '42501' });
    await session.query('rollback');
    for (const open of [books.app, books.mischief]) {
      const client = await open();
      await client.query('begin');
      await client.query(header({ id: entry }));
      await expect(copyLines(client, [`${entry}\t1\t1122\tf\tD\t100`])).rejects.toMatchObject({
        code: 'FIN01',
      });
    }
  });

  it.each([
    ['update entry set memo = $$changed$$', 'FIN02'],
    ['update line set amount_fen = amount_fen + 1', 'FIN02'],
    ['update account set is_cash = true where code = $$1122$$', 'FIN02'],
    ['delete from line', 'FIN02'],
    ['delete from entry', 'FIN02'],
    ['delete from account', 'FIN02'],
    ['delete from period', 'FIN02'],
    ['truncate line', 'FIN02'],
    ['truncate entry cascade', 'FIN02'],
    ['truncate seal', 'FIN02'],
    ['truncate account cascade', 'FIN02'],
    ['truncate period cascade', 'FIN02'],
    ['truncate hold', 'FIN02'],
    ['update period set state = $$closing$$ where yyyymm = 202703', 'FIN11'],
    ['update period set yyyymm = 202601 where yyyymm = 202703', 'FIN11'],
    ['insert into period (yyyymm) values (202705)', 'FIN11'],
    ['merge into line l using account a on a.code = l.account when matched then delete', 'FIN02'],
    [
      'insert into line select * from line on conflict (entry_id, line_no) do update set amount_fen = 5',
      'FIN02',
    ],
    ['alter table line disable trigger all', '42501'],
    ['alter table line drop constraint line_cash_is_tagged', '42501'],
    ['drop trigger line_check on line', '42501'],
    ['drop table line', '42501'],
    ['create rule quiet as on insert to line do instead nothing', '42501'],
    ['set session_replication_role = replica', '42501'],
    ['create table shadow () inherits (line)', '42501'],
    [
      'create or replace function check_new_lines() returns trigger language plpgsql as $$ begin return null; end $$',
      '42501',
    ],
    ['select check_new_lines()', '42501'],
  ])('a role with every right on the tables still cannot: %s', async (sql, code) => {
    await posted();
    expect(await refusal(mischief, ['begin', sql])).toBe(code);
  });

  it.each([
    'update entry set memo = $$changed$$',
    'update line set amount_fen = 1',
    'update account set name = $$x$$',
    'delete from line',
    'delete from entry',
    'delete from period',
    'delete from hold',
    'delete from payment',
    'truncate line',
    'truncate entry cascade',
    'update seal set hash = prev_hash',
    'select 1 from entry for update',
    'update period set yyyymm = 202601',
    'update hold set held_fen = 1',
    'create trigger t before insert on line for each row execute function refuse_change()',
    'create table public.mine ()',
    'alter table line disable trigger all',
    'set session_replication_role = replica',
    'select refuse_change()',
  ])('the service role has no right to: %s', async (sql) => {
    expect(await refusal(app, ['begin', sql])).toBe('42501');
  });

  it('is not fooled by temporary tables or a search_path that stand in for the real ones', async () => {
    for (const session of [await books.app(), await books.mischief()]) {
      await session.query(`
        create temp table period (yyyymm integer, state text);
        insert into period values (203101, 'open');
        create temp table account as select code, name, true as postable from public.account;
        create temp table entry (like public.entry);
        set search_path = pg_temp, public`);
      const entry = id();
      const real = (sql: string) => sql.replace('into entry', 'into public.entry');
      expect(await refusal(session, posting({ id: entry, date: '2031-01-01' }).map(real))).toBe('FIN03');
      const heading: HostileLine[] = [pair()[0]!, { account: '2221', dc: 'C', amount: 100 }];
      expect(await refusal(session, posting({ id: entry }, heading).map(real))).toBe('FIN06');
      expect(await refusal(session, ['begin', real(header({ id: entry })), 'commit'])).toBe('FIN01');
    }
  });

  it('refuses the same cause with another payload and writes nothing (property 3)', async () => {
    const first = id();
    expect(
      await refusal(app, posting({ id: first, event: first, rule: 'settled', hash: 'aa' })),
    ).toBeUndefined();
    expect(await refusal(app, posting({ id: id(), event: first, rule: 'settled', hash: 'bb' }))).toBe(
      'FIN04',
    );
    expect(await refusal(app, posting({ id: id(), event: first, rule: 'settled', hash: 'aa' }))).toBe(
      '23505',
    );
    expect(
      await refusal(app, posting({ id: id(), event: first, rule: 'captured', hash: 'bb' })),
    ).toBeUndefined();
    expect(await rows(`select count(*)::int from entry where event_id = '${first}'`)).toEqual([[2]]);
  });

  it('keeps holds from going back or beyond what was held', async () => {
    const order = id();
    await app.query(
      `insert into hold (reservation_id, kind, reference, held_fen, held_at) values ('${order}', 'rental', 'P', 100, now())`,
    );
    const set = (what: string, session = app) =>
      refusal(session, [`update hold set ${what} where reservation_id = '${order}'`]);
    for (const session of [app, mischief]) expect(await set('captured_fen = 60', session)).toBe('FIN17');
    const captured = posting({ id: id(), rule: 'deposit-captured', total: 60 }, [
      { ...pair(60)[0]!, order },
      { ...pair(60)[1]!, order },
    ]);
    expect(await refusal(app, captured)).toBeUndefined();
    expect(await set('captured_fen = 59')).toBe('FIN17');
    expect(await set('captured_fen = 60')).toBeUndefined();
    expect(await set('captured_fen = 0, released_fen = 60')).toBe('FIN17');
    expect(await set('captured_fen = 59')).toBe('FIN02');
    expect(await set('released_fen = 41')).toBe('23514');
    expect(await set('released_fen = 40')).toBeUndefined();
    expect(await rows(`select open_fen from hold where reservation_id = '${order}'`)).toEqual([['0']]);
  });
});

/** COPY FROM STDIN with the rows given as text. */
class CopyIn extends Query {
  private readonly rows: Buffer;

  constructor(sql: string, rows: readonly string[], done: (error: Error | null) => void) {
    super({ text: sql } as QueryConfig, done as never);
    this.rows = Buffer.from(rows.map((row) => `${row}\n`).join(''));
  }

  handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }): void {
    connection.sendCopyFromChunk(this.rows);
    connection.endCopyFrom();
  }
}

function copyLines(session: Client, rows: readonly string[]): Promise<void> {
  const sql = 'copy line (entry_id, line_no, account, is_cash, dc, amount_fen) from stdin';
  return new Promise((resolve, reject) => {
    session.query(new CopyIn(sql, rows, (error) => (error ? reject(error) : resolve())));
  });
}
