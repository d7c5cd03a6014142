import type { Client } from 'pg';
import { testId } from '@houtai/testing';
import {
  booksDatabase,
  lines,
  openMonths,
  pair,
  posting,
  refusal,
  type BooksDatabase,
  type HostileLine,
} from './books-database';

/** Property 15 for reversals and periods: what is refused, and for which reason. */
describe('hostile SQL against reversals and periods', () => {
  let books: BooksDatabase;
  let app: Client;
  let closer: Client;
  let mischief: Client;
  let nextId = 1;
  const id = () => testId(nextId++);

  beforeAll(async () => {
    books = await booksDatabase();
    [app, closer, mischief] = await Promise.all([books.app(), books.closer(), books.mischief()]);
    await openMonths(app, 202701, 202704);
  });

  afterAll(async () => books?.drop());

  async function posted(): Promise<string> {
    const entry = id();
    const rows = pair().map((row) => ({ ...row, order: testId(0xa1) }));
    expect(await refusal(app, posting({ id: entry, kind: 'accrual' }, rows))).toBeUndefined();
    return entry;
  }

  const mirror = (order = testId(0xa1)): HostileLine[] => pair(-100).map((row) => ({ ...row, order }));
  const reversal = (reverses: string, rows = mirror(), total = -100) =>
    posting({ id: id(), kind: 'reversal', reverses, total, rule: 'reversal' }, rows);

  it('takes a mirror, once', async () => {
    const entry = await posted();
    expect(await refusal(app, reversal(entry))).toBeUndefined();
    expect(await refusal(app, reversal(entry))).toBe('23505');
  });

  const [cash, debt] = mirror() as [HostileLine, HostileLine];
  it.each<[string, HostileLine[], number]>([
    [
      'of another amount',
      [
        { ...cash, amount: -99 },
        { ...debt, amount: -99 },
      ],
      -99,
    ],
    ['in black', pair().map((row) => ({ ...row, order: testId(0xa1) })), 100],
    [
      'on the other sides',
      [
        { ...debt, dc: 'D' },
        { ...cash, dc: 'C' },
      ],
      -100,
    ],
    ['of another account', [{ ...cash, account: '1002' }, debt], -100],
    ['of another cash-flow item', [{ ...cash, cash: 'O3' }, debt], -100],
    ['of another dimension', mirror(testId(0xa2)), -100],
    ['without its dimensions', pair(-100), -100],
    ['in another order of lines', [debt, cash], -100],
    ['with more lines', [cash, { ...debt, amount: -50 }, { ...debt, amount: -50 }], -100],
  ])('refuses a reversal %s', async (_what, rows, total) => {
    const entry = await posted();
    for (const session of [app, mischief])
      expect(await refusal(session, reversal(entry, rows, total))).toBe('FIN05');
  });

  it('refuses the reversal of a reversal, and one of an entry that is not there', async () => {
    const entry = await posted();
    const red = id();
    const statements = posting(
      { id: red, kind: 'reversal', reverses: entry, total: -100, rule: 'reversal' },
      mirror(),
    );
    expect(await refusal(app, statements)).toBeUndefined();
    const black = pair().map((row) => ({ ...row, order: testId(0xa1) }));
    expect(await refusal(app, reversal(red, black, 100))).toBe('FIN05');
    expect(await refusal(app, reversal(testId(0xffff)))).toBe('23503');
  });

  it('refuses a reversal that is checked before its lines are there', async () => {
    const entry = await posted();
    const [begin, head, , commit] = reversal(entry) as [string, string, string, string];
    const late = ['set constraints all immediate', head, lines(testId(nextId - 1), mirror())];
    expect(await refusal(app, [begin, ...late, commit])).toBe('FIN01');
  });

  const advance = async (month: number, to: string, session = closer) => {
    const { rows } = await session.query<{ why: { refused: string } | null }>(
      `select advance_period($1, $2, 'tester', null, 'Asia/Shanghai') as why`,
      [month, to],
    );
    return rows[0]!.why?.refused;
  };

  it('moves periods one way and in order, and only by the function for it', async () => {
    expect(await advance(202702, 'closing')).toBe('period-not-next');
    expect(await advance(202701, 'closed')).toBe('period-not-closing');
    expect(await advance(202701, 'closing')).toBeUndefined();
    expect(
      await refusal(closer, [`select advance_period(202701, 'open', 'tester', null, 'Asia/Shanghai')`]),
    ).toBe('FIN08');
    expect(await advance(202702, 'closing')).toBeUndefined();
    expect(await advance(202702, 'closed')).toBe('period-not-next');
    expect(await advance(202701, 'closed')).toBeUndefined();
    expect(await advance(202701, 'closing')).toBe('period-not-open');
    expect(
      await refusal(closer, [`select advance_period(202702, 'closed', '', null, 'Asia/Shanghai')`]),
    ).toBe('FIN08');
  });

  it('lets only closing entries into a period that is closing, none into a closed one', async () => {
    const on = (date: string, kind: string) => refusal(app, posting({ id: id(), date, kind }));
    expect(await on('2027-02-15', 'normal')).toBe('FIN03');
    expect(await on('2027-02-28', 'closing')).toBeUndefined();
    expect(await on('2027-01-15', 'closing')).toBe('FIN03');
  });

  it('does not close a period with an entry that has no seal', async () => {
    expect(await advance(202702, 'closed')).toBe('period-not-sealed');
  });

  it('answers a repetition after the period was closed as a repetition', async () => {
    const [first, again] = [id(), id()];
    const cause = { event: first, rule: 'fee', date: '2027-03-05' };
    expect(await refusal(app, posting({ id: first, ...cause }))).toBeUndefined();
    expect(await advance(202703, 'closing')).toBeUndefined();
    expect(await refusal(app, posting({ id: again, ...cause }))).toBe('23505');
    expect(await refusal(app, posting({ id: again, ...cause, hash: 'ee' }))).toBe('FIN04');
  });
});
