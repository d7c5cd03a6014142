import fc from 'fast-check';
import type { AgreementOpenedV1, AgreementSettledV1 } from '@houtai/event-catalogue';
import { addHours, type Instant } from '@houtai/domain-kit';
import { runInCall, UnitOfWork } from '@houtai/messaging';
import { DueWorkRegistry } from '@houtai/service-host';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { financeDefinition } from '../src/finance.definition';
import { RentalBooks } from '../src/rentals/rental-books.service';
import { SettleRental } from '../src/rentals/settle-rental.service';
import { charge, rentalEvents } from './rental-events';

interface Rental {
  dayFen: number[];
  extraFen: number;
  depositFen: number;
  settledAfterHours: number;
  chargedDays: number;
}

/** `tick` and `settle` may run at the same time; `again` repeats what was done. */
type Step = { tick: number } | { settle: number } | { settleWhileTicking: number } | { again: number };

const rental: fc.Arbitrary<Rental> = fc
  .record({
    dayFen: fc.array(fc.integer({ min: 0, max: 99_999 }), { minLength: 1, maxLength: 5 }),
    extraFen: fc.integer({ min: 0, max: 50_000 }),
    depositFen: fc.integer({ min: 0, max: 300_000 }),
    settledAfterHours: fc.integer({ min: 1, max: 140 }),
  })
  .chain((values) =>
    fc.integer({ min: 0, max: values.dayFen.length }).map((chargedDays) => ({ ...values, chargedDays })),
  );

const ORDERS = 3;
const order = fc.integer({ min: 0, max: ORDERS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.integer({ min: 0, max: 150 }).map((tick) => ({ tick })),
  order.map((settle) => ({ settle })),
  order.map((settleWhileTicking) => ({ settleWhileTicking })),
  order.map((again) => ({ again })),
);

/** Properties 1, 2, 3, 7, 8, 9 and 14 of the ledger on real Postgres. */
describe('the ledger under any order of events', () => {
  let finance: TestService;
  let run = 0;

  beforeAll(async () => {
    finance = await startTestService(financeDefinition, { env: { HOUTAI_FINANCE_SEAL_EVERY_MS: '50' } });
  });
  afterAll(async () => finance?.close());

  const get = <T>(type: new (...args: never[]) => T): T => finance.running.app.get(type, { strict: false });
  const within = (time: Instant, work: () => Promise<unknown>) =>
    runInCall({ correlationId: 'test', businessTime: time }, work);
  const open = (event: { data: unknown }, time: Instant) =>
    within(time, () => get(UnitOfWork).run(() => get(RentalBooks).open([event.data as AgreementOpenedV1])));
  const settle = (id: string, event: { data: unknown }, time: Instant) =>
    within(time, () =>
      get(UnitOfWork).run(() => get(SettleRental).settle({ id, data: event.data as AgreementSettledV1 })),
    );
  const tick = (now: Instant) => within(now, () => get(DueWorkRegistry).runAll(now));

  const play = async (rentals: readonly Rental[], steps: readonly Step[]): Promise<string[]> => {
    run += 1;
    const pickUpAt = at('02:00');
    const played = rentals.map((wish, n) => {
      const reservationId = testId(run * 0x100 + n);
      const extras = [charge('basic-service', wish.extraFen), charge('late', 0)];
      const [opened, settled] = rentalEvents({ ...wish, reservationId, pickUpAt, extras });
      return { reservationId, opened: opened!, settled: settled!, settledId: testId(run * 0x100 + n + 0x80) };
    });
    for (const { opened } of played) await open(opened.event, opened.time);
    const settleOne = ({ settledId, settled }: (typeof played)[number]) =>
      settle(settledId, settled.event, settled.time);
    for (const what of [...steps, { settle: 0 }, { settle: 1 }, { settle: 2 }, { tick: 1000 }]) {
      if ('tick' in what) await tick(addHours(pickUpAt, what.tick));
      if ('settle' in what) await settleOne(played[what.settle]!);
      if ('settleWhileTicking' in what) {
        const one = played[what.settleWhileTicking]!;
        await Promise.all([settleOne(one), tick(one.settled.time), settleOne(one)]);
      }
      if ('again' in what) {
        const { opened } = played[what.again]!;
        await open(opened.event, opened.time);
      }
    }
    return played.map(({ reservationId }) => reservationId);
  };

  const perDay = (orders: readonly string[]) =>
    finance.sql<{ n: number; account: string; day: string; fen: string }>(
      `select array_position($1::uuid[], l.order_id) as n, l.account, e.posting_date::text as day,
              sum(case dc when 'D' then amount_fen else -amount_fen end)::text as fen
       from line l join entry e on e.id = l.entry_id where l.order_id = any($1::uuid[])
       group by 1, 2, 3 having sum(case dc when 'D' then amount_fen else -amount_fen end) <> 0 order by 1, 2, 3`,
      [orders],
    );

  it('comes to the same books, day by day', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(rental, rental, rental),
        fc.array(step, { maxLength: 8 }),
        async (rentals, steps) => {
          const orders = await play(rentals, steps);
          const straight = await play(rentals, []);
          expect(await perDay(orders)).toEqual(await perDay(straight));
          for (const [n, reservationId] of orders.entries()) {
            const { dayFen, chargedDays, extraFen, depositFen } = rentals[n]!;
            const totalFen = dayFen.slice(0, chargedDays).reduce((a, b) => a + b, extraFen);
            const captured = Math.min(totalFen, depositFen);
            const [books] = await finance.sql(BOOKS, [reservationId]);
            expect(books).toEqual({
              due: totalFen - captured,
              receivable: totalFen - captured,
              not_due_vat: 0,
              earned: totalFen,
              cash: captured,
              captured,
              open: 0,
              cleared: totalFen === captured,
              pending: 0,
            });
          }
        },
      ),
      { numRuns: 25 },
    );
    const unbalanced = await finance.sql(
      `select entry_id from line group by entry_id
       having sum(amount_fen) filter (where dc = 'D') <> sum(amount_fen) filter (where dc = 'C')`,
    );
    expect(unbalanced).toEqual([]);
  });

  it('refuses the same event with other facts, and an event that contradicts itself; nothing is written', async () => {
    const [reservationId] = await play(
      Array(3).fill({
        dayFen: [100],
        extraFen: 0,
        depositFen: 50,
        settledAfterHours: 1,
        chargedDays: 1,
      }) as Rental[],
      [],
    );
    const wish = { reservationId: reservationId!, pickUpAt: at('02:00'), dayFen: [100] };
    const [, settled] = rentalEvents(wish);
    const data = settled!.event.data as AgreementSettledV1;
    const before = await everything();
    const settledId = testId(run * 0x100 + 0x80);
    await expect(
      settle(settledId, { data: { ...data, settledAt: at('05:00') } }, settled!.time),
    ).rejects.toMatchObject({
      code: 'entry-payload-differs',
    });
    await expect(settle(testId(0x7001), { data }, settled!.time)).rejects.toMatchObject({
      code: 'order-already-final',
    });
    const unknown = { ...data, reservationId: testId(0x7002) };
    await expect(settle(testId(0x7003), { data: unknown }, settled!.time)).rejects.toMatchObject({
      code: 'agreement-not-opened',
    });

    const fresh = rentalEvents({ ...wish, reservationId: testId(0x7004), depositFen: 40 });
    await open(fresh[0]!.event, fresh[0]!.time);
    const opened = await everything();
    const wrong = (change: object) =>
      settle(
        testId(0x7005),
        { data: { ...(fresh[1]!.event.data as AgreementSettledV1), ...change } },
        fresh[1]!.time,
      );
    await expect(wrong({ totalFen: 99 })).rejects.toMatchObject({ code: 'charges-do-not-add-up' });
    await expect(wrong({ captureFen: 101 })).rejects.toMatchObject({ code: 'capture-exceeds-charges' });
    await expect(wrong({ captureFen: 41 })).rejects.toMatchObject({ code: 'capture-exceeds-hold' });
    expect(await everything()).toEqual(opened);
    expect(before).toMatchObject([{ entries: (opened[0] as { entries: number }).entries }]);
  });

  const everything = () =>
    finance.sql(
      `select (select count(*)::int from entry) as entries, (select count(*)::int from line) as lines,
              (select sum(version)::int from receivable) as receivables, (select count(*)::int from accrual_schedule where state = 'pending') as pending,
              (select sum(captured_fen + released_fen)::bigint from hold) as holds`,
    );
});

const BOOKS = `
  select r.balance_fen::int as receivable, (r.cleared_at is not null) as cleared,
         h.captured_fen::int as captured, h.open_fen::int as open, l.*,
         (select count(*)::int from accrual_schedule where reservation_id = $1 and state = 'pending') as pending
  from receivable r join hold h on h.reservation_id = r.reservation_id and h.kind = 'rental',
  lateral (
    select coalesce(sum(fen) filter (where account = '1122'), 0)::int as due,
           coalesce(sum(fen) filter (where account = '2221.06'), 0)::int as not_due_vat,
           coalesce(-sum(fen) filter (where account in ('6041', '2221.01.01')), 0)::int as earned,
           coalesce(sum(fen) filter (where account = '1012'), 0)::int as cash
    from (select account, case dc when 'D' then amount_fen else -amount_fen end as fen from line where order_id = $1) x
  ) l
  where r.reservation_id = $1`;
