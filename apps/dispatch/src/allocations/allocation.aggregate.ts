import type { Aggregate } from '@houtai/domain-kit';
import type { Allocation, AllocationCommand, AllocationEvent } from './allocation';
import { allocationDecider } from './allocation.decide';
import { publishAllocation } from './allocation.publish';

export const allocation: Aggregate<AllocationCommand, Allocation, AllocationEvent> = {
  name: 'allocation',
  ...allocationDecider,
  publish: publishAllocation,
};
