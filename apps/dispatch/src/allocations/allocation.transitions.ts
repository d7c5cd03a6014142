import { followsIn, type TransitionTable } from '@houtai/domain-kit';
import type { Allocation, AllocationEvent } from './allocation';

/** Which event can follow on which status, and where it leads. */
export const ALLOCATION_TRANSITIONS = {
  none: { VehicleAllocated: 'bound' },
  bound: {
    AllocationShifted: 'bound',
    UseStarted: 'in-use',
    AllocationCompleted: 'completed',
    AllocationReleased: 'released',
  },
  'in-use': { EndAdjusted: 'in-use', AllocationCompleted: 'completed' },
  completed: {},
  released: {},
} as const satisfies TransitionTable<Allocation['status'], AllocationEvent['type']>;

export const canFollow = followsIn(ALLOCATION_TRANSITIONS);
