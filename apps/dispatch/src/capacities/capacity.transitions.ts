import { followsIn, type TransitionTable } from '@houtai/domain-kit';
import type { Capacity, CapacityEvent } from './capacity';

/** Which event can follow on which status, and where it leads. The handover is a fact whatever was known before. */
export const CAPACITY_TRANSITIONS = {
  none: { SubjectHeardOf: 'unknown' },
  unknown: {
    UseChangeRefused: 'unknown',
    CapacityHeld: 'held',
    CapacityRefused: 'refused',
    ChangeRefused: 'unknown',
    UseStarted: 'in-use',
    CapacityEnded: 'ended',
  },
  refused: {
    UseChangeRefused: 'refused',
    CapacityHeld: 'held',
    ChangeRefused: 'refused',
    UseStarted: 'in-use',
    CapacityEnded: 'ended',
  },
  held: {
    UseChangeRefused: 'held',
    HoldMadeFirm: 'firm',
    ChangeHeld: 'held',
    ChangeRefused: 'held',
    ChangeAdopted: 'held',
    ChangeDropped: 'held',
    UseStarted: 'in-use',
    CapacityEnded: 'ended',
  },
  firm: {
    UseChangeRefused: 'firm',
    ChangeHeld: 'firm',
    ChangeRefused: 'firm',
    ChangeAdopted: 'firm',
    ChangeDropped: 'firm',
    UseStarted: 'in-use',
    CapacityEnded: 'ended',
  },
  'in-use': {
    ChangeRefused: 'in-use',
    UseChangeHeld: 'in-use',
    UseChangeRefused: 'in-use',
    UseChangeAdopted: 'in-use',
    UseChangeDropped: 'in-use',
    CapacityEnded: 'ended',
  },
  ended: { ChangeRefused: 'ended', UseChangeRefused: 'ended', UseStarted: 'in-use' },
} as const satisfies TransitionTable<Capacity['status'], CapacityEvent['type']>;

export const canFollow = followsIn(CAPACITY_TRANSITIONS);
