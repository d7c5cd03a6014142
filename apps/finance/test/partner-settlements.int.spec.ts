import { agreementOpenedV1, agreementSettledV1, reservationCancelledV1 } from '@houtai/event-catalogue';
import { addDays } from '@houtai/domain-kit';
import { at, startTestService, testId, type TestAnswer, type TestService } from '@houtai/testing';
import { PartnerSettlementQueries } from '../src/partner-settlements/partner-settlement.queries';
import { financeDefinition } from '../src/finance.definition';
import { cancellation, charge, rentalEvents } from './rental-events';

interface Months {
  items: Record<string, unknown>[];
  next: string | null;
}

const [A, B] = [testId(0xa1), testId(0xb2)];
/** 2027-03-01T02:00Z is 10:00 of a Monday in Shanghai. */
const PICK_UP = at('02:00');

describe('what the bookings of partners brought', () => {
  let finance: TestService;
  let orders = 0;

  const tell = async (partnerId: string | undefined, events: ReturnType<typeof rentalEvents>) => {
    for (const { event, time } of events) {
      const { partnerId: _, ...data } = event.data as Record<string, unknown>;
      const owned = { ...event, data: { ...data, ...(partnerId !== undefined && { partnerId }) } };
      await finance.publish(owned, { time });
    }
    await finance.drained();
  };
  const rental = (partnerId: string | undefined, dayFen: number[], pickUpAt = PICK_UP) => {
    const extras = [charge('late', 3_000)];
    const wish = { reservationId: testId(0x5000 + ++orders), pickUpAt, dayFen, extras };
    const wanted = [agreementOpenedV1.type, agreementSettledV1.type];
    return tell(
      partnerId,
      rentalEvents(wish).filter(({ event }) => wanted.includes(event.event.type)),
    );
  };
  const months = (partner: string | undefined, query = ''): Promise<TestAnswer<Months>> =>
    finance.http<Months>('GET', `/api/v1/partner-settlements${query}`, {
      ...(partner === undefined ? { roles: ['accountant'] } : { roles: ['partner-key'], partner }),
    });

  beforeAll(async () => {
    finance = await startTestService(financeDefinition);
    await rental(A, [20_000, 20_000]);
    await rental(A, [10_000], addDays(PICK_UP, 35));
    await rental(B, [70_000]);
    await rental(undefined, [99_000]);
    expect(cancellation(testId(1), 1, PICK_UP).event.event.type).toBe(reservationCancelledV1.type);
    await tell(A, [cancellation(testId(0x6001), 4_000, PICK_UP)]);
    await finance.advanceTo(addDays(PICK_UP, 60));
  });
  afterAll(async () => finance?.close());

  const march = {
    ...{ month: '2027-03', currency: 'CNY', rentals: 1 },
    ...{ chargedFen: 47_000, feesFen: 4_000, paidFen: 43_000, balanceFen: 4_000 },
  };
  const april = {
    ...{ month: '2027-04', currency: 'CNY', rentals: 1 },
    ...{ chargedFen: 13_000, feesFen: 0, paidFen: 13_000, balanceFen: 0 },
  };

  it('is shown to each by month, and nothing of anybody else', async () => {
    expect((await months(A)).body.items).toEqual([april, march]);
    expect((await months(B)).body.items).toMatchObject([{ month: '2027-03', chargedFen: 73_000 }]);
    expect((await months(testId(0xc3))).body.items).toEqual([]);
    expect((await months(A, '?month=2027-03')).body.items).toEqual([march]);
    expect((await months(A, `?partnerId=${B}`)).body.items).toEqual([]);
    expect((await months(A, '?month=2027-13')).body).toMatchObject({
      errors: [{ field: 'month', rule: 'isMonth' }],
    });
  });

  it('is walked page by page', async () => {
    const first = (await months(A, '?limit=1')).body;
    expect(first.items).toEqual([april]);
    const rest = (await months(A, `?limit=1&after=${String(first.next)}`)).body;
    expect(rest).toEqual({ items: [march], next: null });
  });

  it('is seen by the house with whose it is, and agrees with the books', async () => {
    const { items } = (await months(undefined)).body;
    expect(items.map(({ partnerId, month }) => [partnerId, month])).toEqual([
      [A, '2027-04'],
      [B, '2027-03'],
      [A, '2027-03'],
    ]);
    const balance = items.reduce((sum, { balanceFen }) => sum + Number(balanceFen), 0);
    const [books] = await finance.sql<{ fen: number }>(
      `select sum(case dc when 'D' then amount_fen else -amount_fen end)::int as fen from line where account = '1122'`,
    );
    // the rental of the house is paid, so that what is open is the partners'
    expect(balance).toBe(books?.fen);
  });

  it('is kept apart by the database, too: with the filter of the code switched off', async () => {
    const { list } = PartnerSettlementQueries.prototype;
    const everybody = jest.spyOn(PartnerSettlementQueries.prototype, 'list').mockImplementation(function (
      this: PartnerSettlementQueries,
      _reach,
      filter,
      view,
    ) {
      return Reflect.apply(list, this, [{ kind: 'all' }, filter, view]) as never;
    });
    expect((await months(A)).body.items).toEqual([april, march]);
    everybody.mockRestore();
  });

  it('is nobody’s without the permission', async () => {
    const ask = (roles: string[], partner?: string) =>
      finance.http('GET', '/api/v1/partner-settlements', {
        roles,
        ...(partner !== undefined && { partner }),
      });
    expect((await ask(['partner-agent'], A)).status).toBe(403);
    expect((await ask(['branch-staff'])).status).toBe(403);
  });
});
