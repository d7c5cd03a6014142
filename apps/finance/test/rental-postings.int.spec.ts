import { addDays } from '@houtai/domain-kit';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import type { EntryView } from '../src/ledger/entry.dto';
import type { TrialBalanceView } from '../src/ledger/trial-balance.dto';
import type { ReceivableView } from '../src/receivables/receivable.dto';
import { BRANCH, charge, rentalEvents, type RentalWish } from './rental-events';

/** 2027-03-01T02:00Z is 10:00 of a Monday in Shanghai. */
const PICK_UP = at('02:00');

describe('a rental in the books', () => {
  let finance: TestService;
  let orders = 0;
  const newOrder = () => testId(0x1000 + ++orders);

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
  });
  afterAll(async () => finance?.close());

  const publish = async (wish: RentalWish, which: readonly number[]) => {
    const events = rentalEvents(wish);
    for (const index of which) {
      const { event, time } = events[index]!;
      await finance.publish(event, { time });
    }
    await finance.drained();
  };

  /** Balance (debit positive) of each account for one order. */
  const balances = async (order: string, date?: string): Promise<Record<string, number>> => {
    const rows = await finance.sql<{ account: string; fen: string }>(
      `select l.account, sum(case l.dc when 'D' then l.amount_fen else -l.amount_fen end)::text as fen
       from line l join entry e on e.id = l.entry_id where l.order_id = $1 and ($2::date is null or e.posting_date <= $2)
       group by 1 order by 1`,
      [order, date ?? null],
    );
    return Object.fromEntries(rows.map(({ account, fen }) => [account, Number(fen)]));
  };
  const receivable = async (order: string) =>
    (await finance.http<ReceivableView>('GET', `/api/v1/receivables/${order}`)).body;
  const entriesOf = async (order: string) =>
    (await finance.http<{ items: EntryView[] }>('GET', `/api/v1/entries?reservationId=${order}`)).body.items;

  it('holds the deposits and touches no account when the agreement opens', async () => {
    const reservationId = newOrder();
    await publish({ reservationId, pickUpAt: addDays(PICK_UP, 300), dayFen: [19800] }, [0]);
    const holds = await finance.http(
      'GET',
      `/api/v1/holds?reservationId=${reservationId}&branchId=${BRANCH}`,
    );
    expect(holds.body).toMatchObject({
      items: [
        { kind: 'rental', heldFen: 300_000, openFen: 300_000, endedAt: null },
        { kind: 'violation', heldFen: 200_000, openFen: 200_000 },
      ],
    });
    expect(await entriesOf(reservationId)).toEqual([]);
    expect(await receivable(reservationId)).toMatchObject({ status: 'running', balanceFen: 0, dueFen: 0 });
  });

  it('earns rent day by day, settles the rest, captures the deposit and ends at zero', async () => {
    const reservationId = newOrder();
    const extras = [charge('basic-service', 5000), charge('late', 3333), charge('fuel-difference', 0)];
    const wish = { reservationId, pickUpAt: PICK_UP, dayFen: [19800, 22000], extras };
    await publish(wish, [0]);
    await finance.advanceTo(at('16:00'));
    expect(await balances(reservationId)).toEqual({ '1122': 19800, '2221.06': -2278, '6041': -17522 });
    expect(await receivable(reservationId)).toMatchObject({
      status: 'running',
      balanceFen: 19800,
      dueFen: 0,
    });
    await finance.advanceTo(at('16:00', 1));
    await publish(wish, [1]);
    const final = { '1012': 50133, '1122': 0, '2221.01.01': -5767, '2221.06': 0, '6041': -44366 };
    expect(await balances(reservationId)).toEqual(final);
    expect(await receivable(reservationId)).toMatchObject({
      status: 'cleared',
      chargedFen: 50133,
      paidFen: 50133,
    });

    const entries = await entriesOf(reservationId);
    expect(entries.map(({ rule, postingDate }) => [rule, postingDate]).sort()).toEqual([
      ['deposit-captured', '2027-03-03'],
      ['rental-accruals-withdrawn', '2027-03-03'],
      ['rental-day-accrued', '2027-03-01'],
      ['rental-day-accrued', '2027-03-02'],
      ['rental-settled', '2027-03-03'],
    ]);
    const cleared = await finance.eventsPublished('houtai.finance.receivable-cleared.v1');
    expect(cleared.filter(({ key }) => key === reservationId)).toMatchObject([{ aggregateVersion: 1 }]);
    const posted = await finance.eventsPublished('houtai.finance.entry-posted.v1');
    expect(posted.filter(({ data }) => data['reservationId'] === reservationId)).toHaveLength(5);

    await publish(wish, [2]);
    const holds = await finance.sql(
      'select kind, captured_fen::int, released_fen::int, open_fen::int from hold where reservation_id = $1 order by kind',
      [reservationId],
    );
    expect(holds).toEqual([
      { kind: 'rental', captured_fen: 50133, released_fen: 249867, open_fen: 0 },
      { kind: 'violation', captured_fen: 0, released_fen: 200000, open_fen: 0 },
    ]);
  });

  it('comes to the same books whether ticks come in time, late, too early or never, and events twice', async () => {
    const wish = (reservationId: string): RentalWish => ({
      reservationId,
      pickUpAt: addDays(PICK_UP, 10),
      dayFen: [10001, 20003, 30007, 40009],
      extras: [charge('preparation', 2001)],
      settledAfterHours: 36,
      chargedDays: 3,
    });
    const [late, inTime, early] = [newOrder(), newOrder(), newOrder()];
    // The clock consumer is ahead of the events of this order: two days too many are accrued before it is settled.
    await publish(wish(late), [0, 1]);
    await publish(wish(inTime), [0]);
    await publish(wish(early), [0]);
    await finance.advanceTo(at('16:00', 11));
    await publish(wish(inTime), [1]);
    await finance.advanceTo(at('16:00', 20));
    await publish(wish(early), [1]);
    await publish(wish(late), [0]);

    const days = ['2027-03-11', '2027-03-12', '2027-03-13', '2027-03-31'];
    for (const day of days) {
      const expected = await balances(late, day);
      expect(nonZero(await balances(inTime, day))).toEqual(nonZero(expected));
      expect(nonZero(await balances(early, day))).toEqual(nonZero(expected));
    }
    expect(nonZero(await balances(late))).toEqual({ '1012': 62012, '2221.01.01': -7134, '6041': -54878 });
    expect((await entriesOf(early)).filter(({ kind }) => kind === 'reversal')).toHaveLength(2);
    for (const order of [late, inTime, early])
      expect(await receivable(order)).toMatchObject({ status: 'cleared', balanceFen: 0 });
  });

  it('changes nothing when an event comes again under the same id', async () => {
    const reservationId = newOrder();
    const wish = { reservationId, pickUpAt: addDays(PICK_UP, 30), dayFen: [5000] };
    const [opened, settled] = rentalEvents(wish);
    const same = { ...settled!.event, id: testId(0x9001) };
    await finance.publish(opened!.event, { time: opened!.time });
    for (let n = 0; n < 3; n += 1) await finance.publish(same, { time: settled!.time });
    await finance.drained();
    // As if the inbox had forgotten: the books know it by themselves.
    await finance.sql('delete from inbox');
    await finance.publish(same, { time: settled!.time });
    await finance.drained();
    expect((await entriesOf(reservationId)).map(({ rule }) => rule).sort()).toEqual([
      'deposit-captured',
      'rental-accruals-withdrawn',
      'rental-day-accrued',
      'rental-settled',
    ]);
  });

  it('leaves what exceeds the deposit due, until it is paid', async () => {
    const reservationId = newOrder();
    await publish(
      { reservationId, pickUpAt: addDays(PICK_UP, 40), dayFen: [10000], depositFen: 6000 },
      [0, 1],
    );
    expect(await receivable(reservationId)).toMatchObject({ status: 'due', dueFen: 4000 });
    const paid = await finance.http('POST', '/api/v1/payments', {
      body: { reservationId, amountFen: 4000, method: 'bank-transfer', reference: 'B-1' },
      time: at('05:00', 42),
    });
    expect(paid.status).toBe(201);
    expect(await balances(reservationId)).toMatchObject({
      '1002': 4000,
      '1012': 6000,
      '1122': 0,
      '2221.06': 0,
    });
    expect(await receivable(reservationId)).toMatchObject({ status: 'cleared' });
    const told = await finance.eventsPublished();
    expect(
      told
        .filter(({ key }) => key === reservationId)
        .map(({ type, aggregateVersion }) => [type, aggregateVersion]),
    ).toEqual([
      ['houtai.finance.payment-received.v1', 1],
      ['houtai.finance.receivable-cleared.v1', 2],
    ]);
  });

  it('takes back with the entries of a settlement what followed from them, and takes the settlement anew', async () => {
    const reservationId = newOrder();
    const wish = { reservationId, pickUpAt: addDays(PICK_UP, 44), dayFen: [10000], depositFen: 30000 };
    await publish(wish, [0, 1]);
    const hold = async () =>
      (
        await finance.sql<{ captured: number; released: number; open: number }>(
          `select captured_fen::int as captured, released_fen::int as released, open_fen::int as open
           from hold where reservation_id = $1 and kind = 'rental'`,
          [reservationId],
        )
      )[0];
    expect(await receivable(reservationId)).toMatchObject({ status: 'cleared' });
    expect(await hold()).toEqual({ captured: 10000, released: 20000, open: 0 });
    const settled = (await entriesOf(reservationId)).find(({ rule }) => rule === 'rental-settled')!;
    const time = at('05:00', 46);
    const by = async (sub: string, path: string, body?: object) =>
      (await finance.http<{ id: string; entryIds: string[] }>('POST', path, { body, sub, time })).body;
    const proposal = await by('a', `/api/v1/entries/${settled.id}/propose-reversal`, {
      memo: 'Wrong tariff',
    });
    const { entryIds } = await by('b', `/api/v1/entry-proposals/${proposal.id}/approve`);
    expect(entryIds).toHaveLength(3);

    expect(await receivable(reservationId)).toMatchObject({
      status: 'running',
      balanceFen: 10000,
      clearedAt: null,
    });
    expect(await hold()).toEqual({ captured: 0, released: 30000, open: 0 });
    expect(nonZero(await balances(reservationId))).toEqual({
      '1122': 10000,
      '2221.06': -1150,
      '6041': -8850,
    });
    const anew = { ...wish, extras: [charge('late', 500)], depositFen: 0 };
    await publish(anew, [1]);
    expect(await receivable(reservationId)).toMatchObject({ status: 'due', dueFen: 10500 });
  });

  it('balances as a whole, projections and ledger alike', async () => {
    while ((await finance.sql(UNSEALED)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const { body } = await finance.http<TrialBalanceView>('GET', '/api/v1/trial-balance');
    expect(body.totals.debitFen).toBe(body.totals.creditFen);
    expect(body.totals.debitFen).toBeGreaterThan(0);
    expect(body.accounts.find(({ account }) => account === '2221.06')).toMatchObject({ balanceFen: 0 });
    const differing = await finance.sql(
      `select r.reservation_id from receivable r left join (
         select order_id, sum(amount_fen) filter (where dc = 'D') as d, sum(amount_fen) filter (where dc = 'C') as c
         from line where account = '1122' group by order_id) l on l.order_id = r.reservation_id
       where r.debit_fen <> coalesce(l.d, 0) or r.credit_fen <> coalesce(l.c, 0)`,
    );
    expect(differing).toEqual([]);
  });
});

function nonZero(balances: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(balances).filter(([, fen]) => fen !== 0));
}

const UNSEALED =
  'select 1 from entry e where not exists (select 1 from seal s where s.entry_id = e.id) limit 1';
