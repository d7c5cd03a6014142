import type { PartnerContract } from '@houtai/event-catalogue';
import { refuse } from '../orders.errors';

/** As much of a wish as a contract speaks of. */
interface Sold {
  classCode: string;
  pickUp: { branchId: string };
  return: { branchId: string };
}

/** Refuses what the partner may not sell: a class, then a branch. What the contract leaves out it allows. */
export function assertSells({ classCodes, branchIds }: PartnerContract, wish: Sold): void {
  const { classCode, pickUp, return: dropOff } = wish;
  if (classCodes && !classCodes.includes(classCode)) refuse('class-not-in-contract', { classCode });
  for (const { branchId } of [pickUp, dropOff]) {
    if (branchIds && !branchIds.includes(branchId)) refuse('branch-not-in-contract', { branchId });
  }
}

/** Refuses one more reservation than may be open. Two submissions at the same moment may both pass. */
export function assertRoom({ mostOpenReservations: most }: PartnerContract, open: number): void {
  if (open >= most) refuse('partner-reservations-full', { most });
}
