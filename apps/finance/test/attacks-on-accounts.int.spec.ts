import type { Client } from 'pg';
import { testId } from '@houtai/testing';
import { booksDatabase, openMonths, pair, posting, refusal, type BooksDatabase } from './books-database';

/** The chart takes what its functions bring, and lines only within the days of their accounts. */
describe('attacks on accounts', () => {
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
    await app.query(`select open_account('1002.01', 'x', 'x', '2027-03-05', 'opener')`);
    await app.query(`select open_account('1002.02', 'x', 'x', '2027-03-01', 'opener')`);
    await app.query(`select close_account('1002.02', '2027-03-10', 'closer')`);
    await app.query(`select open_account('1002.03', 'x', 'x', '2027-03-01', 'opener')`);
  });
  afterAll(async () => books?.drop());

  const on = (account: string, date: string, amount = 100) =>
    posting({ id: id(), date, total: amount }, [{ ...pair(amount)[0]!, account }, pair(amount)[1]!]);
  const inserted = (code: string) =>
    `insert into account (code, name, name_en, element, normal, postable, is_cash, small_code)
     values ('${code}', 'x', 'x', 'asset', 'D', true, true, '1002')`;

  it.each([
    ['before its first day', '1002.01', '2027-03-04', 'FIN18'],
    ['on its first day', '1002.01', '2027-03-05', undefined],
    ['on the day of its end', '1002.02', '2027-03-10', 'FIN18'],
    ['before its end, with something left', '1002.02', '2027-03-09', 'FIN18'],
  ])('post to an account %s: %s on %s is %s', async (_what, account, date, code) => {
    for (const session of [app, mischief, admin])
      expect(await refusal(session, on(account, date))).toBe(code);
  });

  it('post to a closed account what cancels out', async () => {
    const rows = (dc: 'D' | 'C') => ({ account: '1002.02', dc, amount: 100, cash: 'X' });
    expect(
      await refusal(app, posting({ id: id(), date: '2027-03-09' }, [rows('D'), rows('C')])),
    ).toBeUndefined();
  });

  it.each([
    [`update account set valid_until = '2027-04-01', closed_by = 'x' where code = '1002.01'`, 'FIN02'],
    [`update account set valid_until = null, closed_by = null where code = '1002.02'`, 'FIN02'],
    [`update account set valid_from = '2027-03-01' where code = '1002.01'`, 'FIN02'],
    [`update account set name = 'y' where code = '1002.01'`, 'FIN02'],
    [`delete from account where code = '1002.01'`, 'FIN02'],
    [inserted('1002.05'), 'FIN11'],
  ])('change the chart past its functions: %s', async (sql, code) => {
    expect(await refusal(app, [sql])).toBe('42501');
    for (const session of [mischief, admin]) expect(await refusal(session, [sql])).toBe(code);
  });

  it.each([
    [`select open_account('1122.01', 'x', 'x', '2027-03-01', 'x')`, 'FIN06'],
    [`select open_account('1001.01', 'x', 'x', '2027-03-01', 'x')`, '23514'],
    [`select open_account('1002.1', 'x', 'x', '2027-03-01', 'x')`, '23514'],
    [`select open_account('1002.06', 'x', 'x', '2027-03-01', '')`, '23514'],
    [`select open_account('1002.06', 'x', 'x', '2027-03-01', null)`, '23514'],
    [`select close_account('1002.03', '2027-03-20', '')`, '23514'],
  ])('ask the functions for what they do not do: %s', async (sql, code) => {
    expect(await refusal(app, [sql])).toBe(code);
  });

  it('close with a look at the past', async () => {
    const old = ['begin isolation level repeatable read', 'select 1'];
    for (const sql of [
      `select close_account('1002.01', '2027-03-20', 'x')`,
      `select open_account('1002.07', 'x', 'x', '2027-03-01', 'x')`,
    ])
      expect(await refusal(app, [...old, sql])).toBe('FIN12');
  });

  it('post with a look at the time before a closing', async () => {
    await app.query(`select open_account('1002.08', 'x', 'x', '2027-03-01', 'opener')`);
    await mischief.query('begin isolation level repeatable read');
    await mischief.query('select count(*) from entry');
    await app.query(`select close_account('1002.08', '2027-03-02', 'closer')`);
    const [, ...rest] = on('1002.08', '2027-03-03');
    expect(await refusal(mischief, rest)).toBe('40001');
  });
});
