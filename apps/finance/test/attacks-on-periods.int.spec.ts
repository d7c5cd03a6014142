import type { Client } from 'pg';
import { testId } from '@houtai/testing';
import { booksDatabase, openMonths, posting, refusal, type BooksDatabase } from './books-database';

/** Months are opened and closed by functions that look at what is committed, and entries keep to the span allowed. */
describe('attacks on periods and spans', () => {
  let books: BooksDatabase;
  let app: Client;
  let closer: Client;
  let sealer: Client;
  let mischief: Client;
  let admin: Client;
  let nextId = 1;
  const id = () => testId(nextId++);

  beforeAll(async () => {
    books = await booksDatabase();
    [app, mischief, admin] = await Promise.all([books.app(), books.mischief(), books.admin()]);
    [sealer, closer] = await Promise.all([books.sealer(), books.closer()]);
  });
  afterAll(async () => books?.drop());

  const months = async () =>
    (
      await admin.query<{ yyyymm: number; state: string }>('select yyyymm, state from period order by 1')
    ).rows.map(({ yyyymm, state }) => `${yyyymm} ${state}`);
  const advance = async (month: number, to: string): Promise<string | undefined> =>
    (
      await closer.query<{ why: { refused: string } | null }>(
        `select advance_period($1, $2, 'tester', null, 'Asia/Shanghai') as why`,
        [month, to],
      )
    ).rows[0]!.why?.refused;
  const entryOn = (date: string, kind = 'normal') => refusal(app, posting({ id: id(), date, kind }));

  it('takes no entry before anybody has told which day it is', async () => {
    await app.query('select open_periods(202703, 202703)');
    expect(await entryOn('2027-03-01')).toBe('FIN10');
    await openMonths(app, 202703, 202705);
    expect(await entryOn('2027-03-01')).toBeUndefined();
  });

  it('opens no month before the books begin, and leaves none out', async () => {
    await app.query('select open_periods(202601, 202706)');
    expect(await months()).toEqual(['202703 open', '202704 open', '202705 open', '202706 open']);
  });

  it.each([
    'insert into period (yyyymm) values (202707)',
    'insert into period (yyyymm) values (202612)',
    'update period set state = $$closing$$, changed_by = $$me$$ where yyyymm = 202703',
    'update period set state = $$open$$',
    'update period set state = state where false',
    'insert into period (yyyymm) values (202703) on conflict (yyyymm) do update set state = $$closing$$',
    'merge into period p using (select 202703 as m) x on p.yyyymm = x.m when matched then update set state = $$closing$$',
  ])('lets nobody write a period past the functions: %s', async (sql) => {
    for (const session of [app, sealer, closer]) expect(await refusal(session, ['begin', sql])).toBe('42501');
    for (const session of [mischief, admin]) expect(await refusal(session, ['begin', sql])).toBe('FIN11');
  });

  it.each([
    `select advance_period(202703, 'closing', 'x', null, 'Asia/Shanghai')`,
    'select open_periods(202703, 202709)',
    'select hold_open_periods(array[202703])',
    'select hold_open_period_after(202703)',
    `select tell_business_day('2027-03-02', true, 31)`,
  ])('lets only the service call: %s', async (sql) => {
    expect(await refusal(mischief, ['begin', sql])).toBe('42501');
    expect(await refusal(sealer, ['begin', sql])).toBe('42501');
  });

  it('lets nobody move a period but who closes, not even through the function', async () => {
    const move = `select advance_period(202703, 'closing', 'x', null, 'Asia/Shanghai')`;
    for (const session of [app, sealer, mischief])
      expect(await refusal(session, ['begin', move])).toBe('42501');
    for (const disguise of ['set role finance_closer', 'set session authorization finance_closer'])
      expect(await refusal(app, ['begin', disguise])).toMatch(/^42501$/);
    await admin.query(
      'grant execute on function advance_period(integer, text, text, integer, text) to finance_app',
    );
    expect(await refusal(app, ['begin', move])).toBe('FIN11');
    await admin.query(
      'revoke execute on function advance_period(integer, text, text, integer, text) from finance_app',
    );
    expect(await refusal(admin, ['begin', move])).toBe('FIN11');
  });

  it.each(['repeatable read', 'serializable'])(
    'moves no period by a snapshot that may be old (%s)',
    async (level) => {
      const begin = `begin isolation level ${level}`;
      const move = `select advance_period(202703, 'closing', 'x', null, 'Asia/Shanghai')`;
      expect(await refusal(closer, [begin, move])).toBe('FIN12');
      expect(await refusal(app, [begin, 'select open_periods(202703, 202709)'])).toBe('FIN12');
    },
  );

  it('does not close over an entry without a seal that a snapshot of before does not see', async () => {
    expect(await advance(202703, 'closing')).toBeUndefined();
    const session = await books.closer();
    await session.query('begin isolation level repeatable read');
    await session.query('select 1');
    expect(await entryOn('2027-03-31', 'closing')).toBeUndefined();
    const close = [`select advance_period(202703, 'closed', 'x', null, 'Asia/Shanghai')`];
    expect(await refusal(session, close)).toBe('FIN12');
    expect(await advance(202703, 'closed')).toBe('period-not-sealed');
  });

  it('does not close while a message is parked, a rental day waits or a suspense account holds something', async () => {
    await sealer.query('select * from seal_entries(500)');
    const restored = async (make: string, refused: string, undo: string) => {
      await admin.query(make);
      expect(await advance(202703, 'closed')).toBe(refused);
      await admin.query(undo);
    };
    await restored(
      `insert into parked_message (consumer, message_id, topic, partition, "offset", key, type, event, status)
       values ('finance.x', gen_random_uuid(), 't', 0, '0', 'k', 'x', '{}', 'failed')`,
      'period-has-parked-messages',
      `update parked_message set status = 'discarded'`,
    );
    const order = id();
    await admin.query(
      `insert into receivable (reservation_id, customer_id, branch_id) values ('${order}', '${order}', '${order}')`,
    );
    await restored(
      `insert into accrual_schedule (id, reservation_id, day_no, starts_at, gross_fen, net_fen, tax_fen, vat_rate_bp)
       values ('${order}', '${order}', 1, '2027-03-31T15:59Z', 1, 1, 0, 0)`,
      'period-has-pending-accruals',
      `update accrual_schedule set state = 'dropped'`,
    );
    await admin.query(`update accrual_schedule set state = 'pending', starts_at = '2027-03-31T16:00Z'`);
    const suspended = posting({ id: id(), date: '2027-03-31', kind: 'closing' }, [
      { account: '1012', dc: 'D', amount: 100, cash: 'O3' },
      { account: '1901', dc: 'C', amount: 100 },
    ]);
    expect(await refusal(app, suspended)).toBeUndefined();
    await sealer.query('select * from seal_entries(500)');
    expect(await advance(202703, 'closed')).toBe('suspense-not-cleared');
    const cleared = posting({ id: id(), date: '2027-03-31', kind: 'closing' }, [
      { account: '1901', dc: 'D', amount: 100 },
      { account: '6301', dc: 'C', amount: 100 },
    ]);
    expect(await refusal(app, cleared)).toBeUndefined();
    await sealer.query('select * from seal_entries(500)');
    expect(await advance(202703, 'closed')).toBeUndefined();
    await admin.query(`update accrual_schedule set state = 'dropped'`);
  });

  it('opens no month that lies before one that is closed', async () => {
    await app.query('select open_periods(202701, 202703)');
    expect(await months()).toEqual(['202703 closed', '202704 open', '202705 open', '202706 open']);
    await books.duringTheDeploy(async () => {
      expect(await refusal(app, ['insert into period (yyyymm) values (202702)'])).toBe('FIN08');
      expect(
        await refusal(app, [
          'begin isolation level repeatable read',
          'insert into period (yyyymm) values (202707)',
        ]),
      ).toBe('FIN12');
    });
  });

  it.each<[string, string, string]>([
    ['2027-03-15', 'normal', 'FIN03'],
    ['2027-05-02', 'normal', 'FIN10'],
    ['2027-06-30', 'normal', 'FIN10'],
    ['2027-04-02', 'normal', 'FIN10'],
    ['2027-04-01', 'opening', 'FIN10'],
    ['2026-12-31', 'normal', 'FIN03'],
    ['2099-01-01', 'opening', 'FIN03'],
  ])('takes no entry of %s (%s)', async (date, kind, code) => {
    expect(await entryOn(date, kind)).toBe(code);
  });

  it('takes one of the last day allowed, and goes on with the days, never back', async () => {
    expect(await entryOn('2027-04-01')).toBeUndefined();
    await app.query(`select tell_business_day('2027-05-01', true, 31)`);
    await app.query(`select tell_business_day('2027-02-01', true, 31)`);
    expect(await entryOn('2027-06-01')).toBeUndefined();
    expect(await entryOn('2027-06-02')).toBe('FIN10');
    expect(await refusal(app, [`select tell_business_day('2027-05-01', true, 400)`])).toBe('23514');
    expect(await refusal(app, [`update books set business_day = '2099-01-01'`])).toBe('42501');
  });

  it('takes no day beyond its own once the days are real', async () => {
    expect(await refusal(app, [`select tell_business_day(current_date + 3, false, 31)`])).toBe('FIN10');
    expect(await refusal(app, [`select tell_business_day(current_date, false, 31)`])).toBeUndefined();
    expect(await refusal(app, [`select tell_business_day(current_date + 3, true, 31)`])).toBe('FIN10');
  });
});
