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
  type HostileLine,
} from './books-database';

const EXACT = 9_007_199_254_740_991;
const debit = (account: string, amount = 100, more: Partial<HostileLine> = {}): HostileLine => ({
  account,
  dc: 'D',
  amount,
  ...more,
});
const cash = (amount = 100): HostileLine => ({ account: '1012', dc: 'C', amount, cash: 'O7' });

/** What an entry has to say for itself is checked by the database, whoever writes it. */
describe('attacks on what entries say', () => {
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

  it.each<[string, string, HostileLine[]]>([
    ['debits alone that come to nothing', 'FIN13', [debit('6602', 5), debit('6602', -5)]],
    ['both sides that come to nothing', 'FIN13', [debit('6602', 5), debit('6602', -5), cash(5), cash(-5)]],
    ['a negative line in a black entry', 'FIN13', [debit('6602', 150), debit('6602', -50), cash()]],
    ['a positive line in a red entry', 'FIN13', [debit('6602', -150), debit('6602', 50), cash(-100)]],
    ...['1122', '1221.01', '1221.02', '1221.03', '2202', '2203', '2241.01', '2241.09'].flatMap(
      (account): [string, string, HostileLine[]][] => [
        [`${account} without a party`, 'FIN14', [debit(account, 100, { party: null }), cash()]],
        [`${account} without an order`, 'FIN14', [debit(account, 100, { order: null }), cash()]],
      ],
    ),
    ...['2221.01.01', '2221.01.02', '2221.06'].map((account): [string, string, HostileLine[]] => [
      `${account} without a tax code`,
      'FIN15',
      [debit(account), cash()],
    ]),
    ['a tax rate of more than everything', '23514', [debit('2221.06', 100, { tax: 10_001 }), cash()]],
    ['an amount that numbers cannot tell', '23514', [debit('6602', EXACT + 1), cash(EXACT + 1)]],
  ])('refuses %s with %s, whoever asks', async (_what, code, rows) => {
    const total = rows.reduce((sum, { dc, amount }) => (dc === 'D' ? sum + amount : sum), 0);
    for (const session of [app, mischief, admin])
      expect(await refusal(session, posting({ id: id(), total }, rows))).toBe(code);
  });

  it('takes the same with what was missing, and the largest amount there is', async () => {
    expect(
      await refusal(app, posting({ id: id() }, [debit('2221.06', 100, { tax: 1300 }), cash()])),
    ).toBeUndefined();
    expect(await refusal(app, posting({ id: id() }, [debit('2202'), cash()]))).toBeUndefined();
    expect(
      await refusal(app, posting({ id: id(), total: -100 }, [debit('6602', -100), cash(-100)])),
    ).toBeUndefined();
    expect(
      await refusal(app, posting({ id: id(), total: EXACT }, [debit('6602', EXACT), cash(EXACT)])),
    ).toBeUndefined();
  });

  it.each([`code like '2221%'`, 'false'])(
    'keeps the chart from whoever would loosen it (where %s)',
    async (where) => {
      for (const flag of ['needs_party', 'needs_order', 'needs_tax', 'suspense', 'postable'])
        expect(await refusal(app, [`update account set ${flag} = false where ${where}`])).toBe('42501');
      expect(await refusal(mischief, [`update account set needs_tax = false where code = '2221.06'`])).toBe(
        'FIN02',
      );
    },
  );

  it.each([
    ['1002.01', true, false, '23514'],
    ['1012.07', true, false, '23514'],
    ['6602.01', true, true, '23514'],
    ['1001.02', false, true, '23514'],
  ])('lets nobody have an account %s (postable: %s, cash: %s)', async (code, postable, isCash, refused) => {
    const sql = `insert into account (code, name, name_en, element, normal, postable, is_cash, small_code)
      values ('${code}', 'x', 'x', 'asset', 'D', ${postable}, ${isCash}, '1002')`;
    expect(await refusal(admin, ['begin', sql])).toBe(refused);
  });

  it('keeps the facts of an entry only when they are what was hashed', async () => {
    const withFacts = (entry: string, facts: string, hash: string) =>
      header({ id: entry })
        .replace('maker)', 'maker, facts)')
        .replace("'tester')", `'tester', '${facts}')`)
        .replace(`decode(repeat('00', 32), 'hex')`, hash);
    const hashed = `sha256('{"a":1}')`;
    for (const session of [app, mischief]) {
      expect(await refusal(session, ['begin', withFacts(id(), '{"a":2}', hashed)])).toBe('23514');
      expect(await refusal(session, ['begin', withFacts(id(), '{"a": 1}', hashed)])).toBe('23514');
    }
    const entry = id();
    const lawful = ['begin', withFacts(entry, '{"a":1}', hashed), lines(entry, pair()), 'commit'];
    expect(await refusal(app, lawful)).toBeUndefined();
    expect(await refusal(mischief, [`update entry set facts = '{}' where id = '${entry}'`])).toBe('FIN02');
    // A release before this one would seal it without them.
    await books.duringTheDeploy(async () => {
      expect(await refusal(app, [`insert into seal (entry_id) values ('${entry}')`])).toBe('FIN09');
    });
    await (await books.sealer()).query('select * from seal_entries(500)');
    expect(await books.verify()).toEqual([]);
  });

  it('reverses nothing before it was posted, and no tax that was not there', async () => {
    const entry = id();
    const rows = [debit('2221.06', 100, { tax: 1300 }), cash()];
    expect(
      await refusal(app, posting({ id: entry, kind: 'accrual', date: '2027-03-20' }, rows)),
    ).toBeUndefined();
    const reversal = (date: string, tax: number) =>
      posting({ id: id(), date, kind: 'reversal', reverses: entry, total: -100, rule: 'reversal' }, [
        debit('2221.06', -100, { tax }),
        cash(-100),
      ]);
    expect(await refusal(app, reversal('2027-03-19', 1300))).toBe('FIN05');
    expect(await refusal(app, reversal('2027-03-20', 600))).toBe('FIN05');
    expect(await refusal(app, reversal('2027-03-20', 1300))).toBeUndefined();
  });

  it('lets a release before this one go on during the deploy, with what it does not know of', async () => {
    const [settled, byHand] = [id(), id()];
    const twoColours = [debit('1122', 100), debit('1122', -50), debit('2221.06', 50), cash()];
    const asBefore = [
      posting({ id: settled, rule: 'rental-settled' }, twoColours),
      posting({ id: byHand, rule: 'manual' }, [debit('2202', 100, { party: null, order: null }), cash()]),
      ['begin', 'insert into period (yyyymm) values (202705)', 'commit'],
      ['begin', `update period set state = 'closing', changed_by = 'x' where yyyymm = 202703`],
    ];
    for (const statements of asBefore) expect(await refusal(app, statements)).toMatch(/^FIN1[36]$|^42501$/);
    await books.duringTheDeploy(async () => {
      for (const statements of asBefore) expect(await refusal(app, statements)).toBeUndefined();
    });
  });
});
