import { burstOf, largestLease, leaseFor, spareFor, type Limit } from './limit';

const limit: Limit = { subject: 'key k', name: 'key', perMinute: 6_000, inFlight: 10 };

describe('tokens of a limit', () => {
  it('come at once for ten seconds, and are leased for a quarter of one', () => {
    expect([burstOf(limit), largestLease(limit)]).toEqual([1_000, 25]);
    expect(burstOf({ ...limit, perMinute: 1 })).toBe(1);
  });

  it.each([
    ['for who waits', 3, 0, 3],
    ['for what is expected', 0, 40, 10],
    ['for no more than a lease holds, whatever is expected', 0, 5_000, 25],
    ['for all who wait, though', 60, 5_000, 60],
    ['for no more than there can be', 5_000, 0, 1_000],
  ])('are asked %s', (_, waiting, demand, tokens) => expect(leaseFor(limit, waiting, demand)).toBe(tokens));
});

describe('places of a limit', () => {
  it.each([
    ['one for what may come', 0, 0, 1],
    ['one for each who waits', 4, 0, 4],
    ['as many again as came of late', 1, 5, 10],
  ])('are asked for to spare: %s', (_, waiting, taken, spare) =>
    expect(spareFor(waiting, taken)).toBe(spare),
  );
});
