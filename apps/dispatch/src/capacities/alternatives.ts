import { addHours, type Instant } from '@houtai/domain-kit';
import type { CapacityRequest } from './capacity';

/** As many as a refusal names. */
export const MOST_ALTERNATIVES = 3;

const SHIFT_HOURS = [1, -1, 2, -2, 3, -3, 4, -4, 6, -6, 12, -12, 24, -24, 26, -26, 48, -48];

/** The same rental at nearby times, nearest first, never in the past. */
export function shiftedRequests(request: CapacityRequest, now: Instant): CapacityRequest[] {
  return SHIFT_HOURS.map((hours) => ({
    ...request,
    pickUp: { ...request.pickUp, at: addHours(request.pickUp.at, hours) },
    return: { ...request.return, at: addHours(request.return.at, hours) },
  })).filter(({ pickUp }) => pickUp.at > now);
}

/** The same rental from other branches; a round trip stays one. */
export function requestsAtBranches(
  request: CapacityRequest,
  branchIds: readonly string[],
): CapacityRequest[] {
  const isRoundTrip = request.pickUp.branchId === request.return.branchId;
  return branchIds.map((branchId) => ({
    ...request,
    pickUp: { ...request.pickUp, branchId },
    return: isRoundTrip ? { ...request.return, branchId } : request.return,
  }));
}

/** The same rental, returned to other branches. */
export function requestsReturnedAt(
  request: CapacityRequest,
  branchIds: readonly string[],
): CapacityRequest[] {
  return branchIds.map((branchId) => ({ ...request, return: { ...request.return, branchId } }));
}

/**
 * Up to three that differ in kind: a higher class, another time, another branch first; what is left is filled with
 * further times.
 */
export function chooseAlternatives(found: {
  upgrade?: CapacityRequest;
  shifted: readonly CapacityRequest[];
  elsewhere: readonly CapacityRequest[];
}): CapacityRequest[] {
  const [firstShift, ...shifts] = found.shifted;
  const [firstPlace, ...places] = found.elsewhere;
  return [found.upgrade, firstShift, firstPlace, ...shifts, ...places]
    .flatMap((request) => request ?? [])
    .slice(0, MOST_ALTERNATIVES);
}
