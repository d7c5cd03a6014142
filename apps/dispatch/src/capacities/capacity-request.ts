import { toInstant } from '@houtai/domain-kit';
import type { CapacityRequest, Stop } from './capacity';

/** Reads a wish from an event; times may come with any offset. */
export function requestOf(data: CapacityRequest): CapacityRequest {
  const { classCode, allowedClasses, pickUp, return: back } = data;
  return {
    classCode,
    ...(allowedClasses && { allowedClasses }),
    pickUp: stopOf(pickUp),
    return: stopOf(back),
  };
}

function stopOf({ branchId, at }: Stop): Stop {
  return { branchId, at: toInstant(at) };
}
