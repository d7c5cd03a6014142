import { agreementOpenedV1, agreementSettledV1 } from '@houtai/event-catalogue';
import type { Receivable } from '../receivables/receivable';
import type { ScheduledDay } from './accrual.store';
import { rentalDaysOf } from './rental-day';
import { accruedTooFar, settlementDrafts } from './settlement';

const opened = agreementOpenedV1.sample;
const settled = agreementSettledV1.sample;
const receivable: Receivable = {
  reservationId: opened.reservationId,
  customerId: opened.customerId,
  branchId: opened.pickUp.branchId,
  vehicleId: opened.vehicleId,
  debitFen: 0,
  creditFen: 0,
  eventVersion: 0,
  version: 1,
};
const [day] = rentalDaysOf(opened.price, opened.pickUp.at, 'Asia/Shanghai');
const scheduled = (change: Partial<ScheduledDay>): ScheduledDay => ({
  ...day!,
  id: 'day-1',
  reservationId: opened.reservationId,
  state: 'pending',
  isReversed: false,
  ...change,
});
const given = (days: ScheduledDay[]) =>
  settlementDrafts({
    event: { id: 'event', data: settled },
    receivable,
    days,
    tooFar: [],
    timeZone: 'Asia/Shanghai',
  });
const brief = (days: ScheduledDay[]) => given(days).map(({ rule, causeId, day: on }) => [rule, causeId, on]);

describe('a settlement', () => {
  it('accrues the days that began first, each on its own day', () => {
    expect(brief([scheduled({})])).toEqual([
      ['rental-day-accrued', 'day-1', '2026-03-02'],
      ['rental-accruals-withdrawn', 'event', '2026-03-03'],
      ['rental-settled', 'event', '2026-03-03'],
      ['deposit-captured', 'event', '2026-03-03'],
    ]);
  });

  it('leaves what the clock has accrued', () => {
    expect(brief([scheduled({ state: 'accrued', entryId: 'e' })]).map(([rule]) => rule)).toEqual([
      'rental-accruals-withdrawn',
      'rental-settled',
      'deposit-captured',
    ]);
    const withTick = given([scheduled({ state: 'accrued', entryId: 'e' })]);
    expect(withTick).toEqual(given([scheduled({})]).slice(1));
  });

  it('posts an accrued day anew that somebody reversed by hand', () => {
    const [settlement] = given([scheduled({ state: 'accrued', entryId: 'e', isReversed: true })]);
    expect(settlement?.lines.find(({ account }) => account === '1122')?.amountFen).toBe(settled.totalFen);
  });

  it('finds the days that a tick accrued beyond it', () => {
    const beyond = scheduled({
      id: 'day-2',
      state: 'accrued',
      entryId: 'e',
      startsAt: '2026-03-04T02:00:00.000Z',
    });
    expect(accruedTooFar([scheduled({ state: 'accrued', entryId: 'd' }), beyond], settled)).toEqual([beyond]);
    expect(
      accruedTooFar(
        [
          { ...beyond, isReversed: true },
          { ...beyond, state: 'pending' },
        ],
        settled,
      ),
    ).toEqual([]);
  });

  it.each([
    [{ charges: [{ ...settled.charges[0]!, code: 'tow-away' as 'late' }] }, 'charge-not-postable'],
    [{ charges: [{ ...settled.charges[0]!, amountFen: -1 }] }, 'charge-not-postable'],
    [{ totalFen: settled.totalFen + 1 }, 'charges-do-not-add-up'],
    [{ captureFen: settled.totalFen + 1 }, 'capture-exceeds-charges'],
  ])('refuses an event that contradicts itself: %j', (change, code) => {
    const event = { id: 'event', data: { ...settled, ...change } };
    expect(() =>
      settlementDrafts({ event, receivable, days: [], tooFar: [], timeZone: 'Asia/Shanghai' }),
    ).toThrow(expect.objectContaining({ code }));
  });
});

describe('rental days of a price', () => {
  it('start as promised, or with their day, or at the pick-up, and are split one by one', () => {
    const line = opened.price.lines[0]!;
    const price = {
      ...opened.price,
      lines: [
        line,
        { ...line, from: undefined },
        { ...line, from: undefined, day: undefined },
        { ...line, amountFen: 0 },
      ],
    };
    expect(rentalDaysOf(price, opened.pickUp.at, 'Asia/Shanghai')).toMatchObject([
      { dayNo: 1, startsAt: line.from, grossFen: 19800, netFen: 17522, taxFen: 2278 },
      { dayNo: 2, startsAt: '2026-03-01T16:00:00.000Z' },
      { dayNo: 3, startsAt: opened.pickUp.at },
    ]);
  });
});
