import { toInstant } from '@houtai/domain-kit';
import type { CapacityRequest, Stop } from './capacity';

/** Reads a wish from an event; times may come with any offset. */
export function requestOf(data: { classCode: string; pickUp: Stop; return: Stop }): CapacityRequest {
  return { classCode: data.classCode, pickUp: stopOf(data.pickUp), return: stopOf(data.return) };
}

function stopOf({ branchId, at }: Stop): Stop {
  return { branchId, at: toInstant(at) };
}
