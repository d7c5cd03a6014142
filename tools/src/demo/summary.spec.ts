import { brokenInvariants, type Findings } from './summary';

const sound: Findings = {
  bus: 'embedded',
  bookings: 2,
  reservations: { submitted: 2, confirmed: 2, rejected: 0, cancelled: 0, noShow: 0 },
  changes: 0,
  agreements: { opened: 2, closed: 2 },
  ledger: { entries: 4, debitFen: 100, creditFen: 100 },
  overlappingAllocations: 0,
  events: { produced: 10, applied: 20, parked: 0 },
  webhooks: { messages: 5, delivered: 5, exhausted: 0 },
  seconds: 1,
  eventsDue: 20,
  unfinished: [],
};

describe('a play', () => {
  it('is sound when everything came to its end', () => expect(brokenInvariants(sound)).toEqual([]));

  it.each<[string, Partial<Findings>]>([
    ['1 messages to the agency were given up', { webhooks: { messages: 5, delivered: 4, exhausted: 1 } }],
    [
      '5 messages to the agency, of which its receiver took 3',
      { webhooks: { messages: 5, delivered: 3, exhausted: 0 } },
    ],
    ['debits 1 fen, credits 2 fen', { ledger: { entries: 4, debitFen: 1, creditFen: 2 } }],
    ['1 pairs of allocations overlap on a vehicle', { overlappingAllocations: 1 }],
    ['reservation 1 is submitted', { unfinished: ['reservation 1 is submitted'] }],
  ])('is not: %s', (sentence, found) => {
    expect(brokenInvariants({ ...sound, ...found })).toEqual([sentence]);
  });
});
