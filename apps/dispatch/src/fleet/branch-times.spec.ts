import { at, testId } from '@houtai/testing';
import { BranchTimes } from './branch-times';

const [CLOSING, OPEN, UNKNOWN] = [testId(1), testId(2), testId(3)];
const closedFrom = at('12:00', 5);
const times = new BranchTimes(
  new Map([
    [CLOSING, { turnaroundMinutes: 30, closedFrom }],
    [OPEN, { turnaroundMinutes: 45 }],
  ]),
  60,
);
const rental = ([from, pickUpAt]: [string, string], [to, returnAt]: [string, string]) => ({
  pickUp: { branchId: pickUpAt, at: from },
  return: { branchId: returnAt, at: to },
});
const before = at('11:59', 5);
const after = at('12:00', 6);

describe('a branch that closes', () => {
  it.each([
    ['nothing that is over before', rental([at('10:00', 4), CLOSING], [before, CLOSING]), undefined],
    ['a return at that very moment', rental([at('10:00', 4), OPEN], [closedFrom, CLOSING]), 'return'],
    ['a pick-up at that very moment', rental([closedFrom, CLOSING], [after, OPEN]), 'pick-up'],
    ['the pick-up first, where it is both', rental([closedFrom, CLOSING], [after, CLOSING]), 'pick-up'],
    ['nothing elsewhere', rental([after, OPEN], [at('12:00', 7), UNKNOWN]), undefined],
  ])('is in the way of %s', (_, wish, stop) => {
    expect(times.closedStop(wish)).toEqual(stop && { stop, branchId: CLOSING, closedFrom });
  });

  it('has vehicles ready after its own turnaround, one that nobody knows after the usual one', () => {
    const ready = [CLOSING, OPEN, UNKNOWN].map((branchId) => times.readyAfter({ branchId, at: before }));
    expect(ready).toEqual([at('12:29', 5), at('12:44', 5), at('12:59', 5)]);
  });
});
