import type { PartnerContract } from '@houtai/event-catalogue';
import { refuse } from '../dispatch.errors';

/** Refuses to tell of what the partner may not sell. What the contract leaves out it allows. */
export function assertSells(
  { classCodes, branchIds }: PartnerContract,
  { classCode, branchId }: { classCode: string; branchId: string },
): void {
  if (classCodes && !classCodes.includes(classCode)) refuse('class-not-in-contract', { classCode });
  if (branchIds && !branchIds.includes(branchId)) refuse('branch-not-in-contract', { branchId });
}
