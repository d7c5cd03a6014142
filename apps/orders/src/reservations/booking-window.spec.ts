import { addDays, addMinutes } from '@houtai/domain-kit';
import { bookingFaults, type BookingFacts } from './booking-window';

const branch = {
  branchId: '0196f3a0-0000-7000-8000-000000000004',
  timeZone: 'Asia/Shanghai',
  opensAt: '08:00',
  closesAt: '21:00',
  violationHoldDays: 15,
};
const now = '2027-03-01T02:00:00.000Z';
const facts: BookingFacts = {
  now,
  classKnown: true,
  pickUpBranch: branch,
  returnBranch: branch,
  limits: { maxRentalDays: 90, bookingHorizonDays: 365, nightService: false },
};

function faultsOf(from: string, to: string, changes: Partial<BookingFacts> = {}) {
  const wish = {
    classCode: 'compact',
    pickUp: { branchId: branch.branchId, at: from },
    return: { branchId: branch.branchId, at: to },
  };
  return bookingFaults(wish, { ...facts, ...changes }).map(({ field, rule }) => `${field} ${rule}`);
}

describe('what can be booked', () => {
  it.each([
    ['from this minute on', now, addDays(now, 1), []],
    ['not in the past', addMinutes(now, -1), addDays(now, 1), ['pickUp.at in-the-future']],
    ['a year ahead', addDays(now, 365), addDays(now, 366), []],
    ['not further ahead', addMinutes(addDays(now, 365), 1), addDays(now, 366), ['pickUp.at booking-horizon']],
    ['not back before it starts', addDays(now, 2), addDays(now, 1), ['return.at after-pick-up']],
    ['not for no time at all', now, now, ['return.at after-pick-up']],
    ['for 90 days', now, addDays(now, 90), []],
    ['not for longer', now, addMinutes(addDays(now, 90), 1), ['return.at maximum-duration']],
    [
      'not at night',
      '2027-03-01T14:00:00.000Z',
      '2027-03-02T22:00:00.000Z',
      ['pickUp.at within-opening-hours', 'return.at within-opening-hours'],
    ],
  ])('%s', (_what, from, to, expected) => {
    expect(faultsOf(from, to)).toEqual(expected);
  });

  it('is not where and when a branch has closed', () => {
    const closing = { ...branch, closedFrom: addDays(now, 1) };
    const faults = (returnAt: string, changes: Partial<BookingFacts>) => faultsOf(now, returnAt, changes);
    const last = addMinutes(addDays(now, 1), -1);
    expect(faults(last, { returnBranch: closing, pickUpBranch: closing })).toEqual([]);
    expect(faults(addDays(now, 1), { returnBranch: closing })).toEqual(['return.branchId open-branch']);
    expect(faults(last, { pickUpBranch: { ...branch, closedFrom: now } })).toEqual([
      'pickUp.branchId open-branch',
    ]);
  });

  it('is booked at night where there is night service', () => {
    expect(
      faultsOf('2027-03-01T14:00:00.000Z', '2027-03-02T22:00:00.000Z', {
        limits: { maxRentalDays: 90, bookingHorizonDays: 365, nightService: true },
      }),
    ).toEqual([]);
  });

  it('names all faults at once, unknown places and classes among them', () => {
    expect(
      faultsOf(addDays(now, -1), addDays(now, -2), {
        classKnown: false,
        pickUpBranch: undefined,
        returnBranch: undefined,
      }),
    ).toEqual([
      'classCode known-class',
      'pickUp.branchId known-branch',
      'return.branchId known-branch',
      'pickUp.at in-the-future',
      'return.at after-pick-up',
    ]);
  });
});
