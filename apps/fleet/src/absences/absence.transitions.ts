import { followsIn, type TransitionTable } from '@houtai/domain-kit';
import type { Absence, AbsenceEvent } from './absence';

/** Which event can follow on which status, and where it leads. */
export const ABSENCE_TRANSITIONS = {
  none: { AbsenceRequested: 'wanted' },
  wanted: {
    AbsenceHeld: 'held',
    AbsenceRefused: 'refused',
    AbsenceExpired: 'expired',
    AbsenceWithdrawn: 'withdrawn',
  },
  held: { AbsenceWithdrawn: 'withdrawn', AbsenceEnded: 'ended' },
  refused: {},
  expired: {},
  withdrawn: {},
  ended: {},
} as const satisfies TransitionTable<Absence['status'], AbsenceEvent['type']>;

export const canFollow = followsIn(ABSENCE_TRANSITIONS);
