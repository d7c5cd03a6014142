import type { Client } from 'pg';
import { testId } from '@houtai/testing';
import { booksDatabase, openMonths, posting, refusal, type BooksDatabase } from './books-database';

const PARTNER = testId(0xaa);

describe('what the database keeps of partners’ months', () => {
  let books: BooksDatabase;
  let app: Client;
  let admin: Client;
  let nextId = 1;
  const id = () => testId(nextId++);

  beforeAll(async () => {
    books = await booksDatabase();
    [app, admin] = await Promise.all([books.app(), books.admin()]);
    await openMonths(app, 202703, 202704);
  });
  afterAll(async () => books?.drop());

  const order = (orderId: string, partner: string | null = PARTNER) =>
    app.query(
      'insert into receivable (reservation_id, customer_id, branch_id, partner_id) values ($1, $2, $3, $4)',
      [orderId, testId(0xc1), testId(0xb1), partner],
    );
  /** Statements that book a payment of so much for the order. */
  const payment = (orderId: string, fen: number, date = '2027-03-01') =>
    posting({ id: id(), total: fen, date }, [
      { account: '1012', dc: 'D', amount: fen, cash: 'O1' },
      { account: '1122', dc: 'C', amount: fen, order: orderId },
    ]);
  const post = async (session: Client, statements: readonly string[]) => {
    for (const statement of statements) await session.query(statement);
  };
  const kept = async (partner = PARTNER) =>
    (
      await admin.query<{ period: number; paid: number; parts: number }>(
        `select period, sum(paid_fen)::int as paid, count(*)::int as parts from partner_month_part
          where partner_id = $1 group by period order by period`,
        [partner],
      )
    ).rows;
  /** Months whose sums are not those of the lines. */
  const differences = async () =>
    (
      await admin.query(
        `select partner_id, period, sum(paid_fen) from partner_month_part group by 1, 2
         except select partner_id, period, sum(paid_fen) from order_month where partner_id is not null group by 1, 2`,
      )
    ).rows;

  it('is added to by as many postings at a time as there are, none of which waits', async () => {
    const orderId = id();
    await order(orderId);
    const sessions = await Promise.all(Array.from({ length: 6 }, () => books.app()));
    const open = sessions.map(() => payment(orderId, 100).slice(0, -1));
    // each holds its transaction open until all have written
    await Promise.all(sessions.map((session, n) => post(session, open[n] ?? [])));
    await Promise.all(sessions.map((session) => session.query('commit')));
    expect(await kept()).toEqual([{ period: 202703, paid: 600, parts: 6 }]);
    for (let n = 0; n < 10; n += 1) await post(app, payment(orderId, 10));
    expect(await kept()).toEqual([{ period: 202703, paid: 700, parts: 6 }]);
    expect(await differences()).toEqual([]);
  });

  it('does not keep what is rolled back', async () => {
    const [before, orderId] = [await kept(), id()];
    await order(orderId);
    await post(app, payment(orderId, 100).slice(0, -1));
    await app.query('rollback');
    expect(await kept()).toEqual(before);
  });

  it('knows months, and nothing of the house’s own orders', async () => {
    const partner = id();
    const [own, house] = [id(), id()];
    await order(own, partner);
    await order(house, null);
    await post(app, payment(own, 100));
    await post(app, payment(own, 50, '2027-04-01'));
    await post(app, payment(house, 70));
    expect(await kept(partner)).toEqual([
      { period: 202703, paid: 100, parts: 1 },
      { period: 202704, paid: 50, parts: 1 },
    ]);
    expect(await differences()).toEqual([]);
  });

  it('takes in lines that came before their order', async () => {
    const [orderId, partner] = [id(), id()];
    await post(app, payment(orderId, 300));
    expect(await kept(partner)).toEqual([]);
    await order(orderId, partner);
    expect(await kept(partner)).toEqual([{ period: 202703, paid: 300, parts: 1 }]);
  });

  it('does not let an order change hands, nor anybody write the sums', async () => {
    const orderId = id();
    await order(orderId);
    const change = `update receivable set partner_id = '${testId(0xdd)}' where reservation_id = '${orderId}'`;
    expect(await refusal(app, [change])).toBe('FIN02');
    const forged = 'update partner_month_part set paid_fen = paid_fen + 1';
    expect(await refusal(app, [forged])).toBe('42501');
    const mischief = await books.mischief();
    expect((await mischief.query(forged)).rowCount).toBe(0);
    const made = `insert into partner_month_part (partner_id, period, rentals, charged_fen, fees_fen, paid_fen)
                  values ('${PARTNER}', 202703, 1, 1, 1, 1)`;
    expect(await refusal(mischief, [made])).toBe('42501');
    expect(await refusal(mischief, ['truncate partner_month_part'])).toBe('FIN02');
    expect(await refusal(app, [`select add_to_partner_month('${PARTNER}', 202703, 1, 1, 1, 1)`])).toBe(
      '42501',
    );
  });
});
