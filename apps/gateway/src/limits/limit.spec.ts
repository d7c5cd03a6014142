import { burstOf, largestLease, leaseFor, mayRun, type Limit } from './limit';

const limit: Limit = { subject: 'key k', name: 'key', perMinute: 6_000, inFlight: 10 };
const others = (running: number, instances: number, before = 0) => ({ running, instances, before });

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
  it('are all there is for one instance alone', () => expect(mayRun(limit, 3, others(0, 0))).toBe(10));

  it('are shared equally, what does not divide by turn', () => {
    expect(mayRun(limit, 4, others(3, 1, 0))).toBe(4 + 2);
    expect(mayRun(limit, 3, others(4, 1, 1))).toBe(3 + 1);
  });

  it.each([[[0, 0, 0]], [[4, 3, 1]], [[10, 0, 0]], [[9, 3, 2]], [[1, 1, 1]]])(
    'are never more than there is for instances that run %j, unless they ran before',
    (running) => {
      const total = running.reduce((sum, own) => sum + own, 0);
      const allowed = running.map((own, before) => mayRun(limit, own, others(total - own, 2, before)));
      expect(allowed.reduce((sum, own) => sum + own, 0)).toBe(Math.max(10, total));
    },
  );
});
