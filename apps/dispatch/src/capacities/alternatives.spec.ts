import { at, testId } from '@houtai/testing';
import { chooseAlternatives, requestsAtBranches, shiftedRequests } from './alternatives';
import type { CapacityRequest } from './capacity';

const request: CapacityRequest = {
  classCode: 'compact',
  pickUp: { branchId: testId(1), at: at('10:00') },
  return: { branchId: testId(1), at: at('10:00', 1) },
};

describe('alternatives of a refused wish', () => {
  it('shifts pick-up and return together, nearest first, and never into the past', () => {
    const shifted = shiftedRequests(request, at('08:30'));
    expect(shifted.slice(0, 3).map(({ pickUp }) => pickUp.at)).toEqual([
      at('11:00'),
      at('09:00'),
      at('12:00'),
    ]);
    expect(shifted.every(({ pickUp }) => pickUp.at > at('08:30'))).toBe(true);
    expect(shifted[0]?.return.at).toBe(at('11:00', 1));
  });

  it('keeps a round trip a round trip at another branch, and the return of a one-way where it was', () => {
    expect(requestsAtBranches(request, [testId(2)])[0]?.return.branchId).toBe(testId(2));
    const oneWay = { ...request, return: { ...request.return, branchId: testId(3) } };
    expect(requestsAtBranches(oneWay, [testId(2)])[0]).toEqual({
      ...oneWay,
      pickUp: { branchId: testId(2), at: at('10:00') },
    });
  });

  it('names at most three, of different kinds first', () => {
    const shifted = shiftedRequests(request, at('00:00'));
    const elsewhere = requestsAtBranches(request, [testId(2)]);
    const upgrade = { ...request, classCode: 'premium' };
    expect(chooseAlternatives({ upgrade, shifted, elsewhere })).toEqual([upgrade, shifted[0], elsewhere[0]]);
    expect(chooseAlternatives({ shifted, elsewhere: [] })).toEqual(shifted.slice(0, 3));
    expect(chooseAlternatives({ shifted: [], elsewhere: [] })).toEqual([]);
  });
});
