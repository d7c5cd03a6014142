import type { PartnerContract } from '@houtai/event-catalogue';
import { refuse } from '../dispatch.errors';

/** What a contract allows; absent: all there is. */
export type SoldTerms = Pick<PartnerContract, 'classCodes' | 'branchIds'>;

interface SoldRental {
  classCode: string;
  pickUp: { branchId: string };
  return: { branchId: string };
}

/** Whether a rental is one that a partner may sell. */
export function sells(
  { classCodes, branchIds }: SoldTerms,
  { classCode, pickUp, return: back }: SoldRental,
): boolean {
  const isSold = classCodes === undefined || classCodes.includes(classCode);
  return isSold && [pickUp, back].every(({ branchId }) => !branchIds || branchIds.includes(branchId));
}

/** Refuses to tell of what the partner may not sell. What the contract leaves out it allows. */
export function assertSells(
  { classCodes, branchIds }: PartnerContract,
  { classCode, branchId }: { classCode: string; branchId: string },
): void {
  if (classCodes && !classCodes.includes(classCode)) refuse('class-not-in-contract', { classCode });
  if (branchIds && !branchIds.includes(branchId)) refuse('branch-not-in-contract', { branchId });
}
