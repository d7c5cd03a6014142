import type { Aggregate } from '@houtai/domain-kit';
import type { Capacity, CapacityCommand, CapacityEvent } from './capacity';
import { capacityDecider } from './capacity.decide';
import { publishCapacity } from './capacity.publish';

export const capacity: Aggregate<CapacityCommand, Capacity, CapacityEvent> = {
  name: 'capacity',
  ...capacityDecider,
  publish: publishCapacity,
};
