import { agreementOpenedV1 } from '@houtai/event-catalogue';
import type { Handover } from '../../src/agreements/agreement';

/** The agreement that specs and API examples speak of: one workday, returned where it began. */
export const sampleHandover: Handover = {
  ...agreementOpenedV1.sample,
  return: { ...agreementOpenedV1.sample.return, branchId: agreementOpenedV1.sample.pickUp.branchId },
};
