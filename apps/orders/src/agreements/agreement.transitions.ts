import { followsIn, type TransitionTable } from '@houtai/domain-kit';
import type { Agreement, AgreementEvent } from './agreement';

/** Which event can follow on which status, and where it leads. */
export const AGREEMENT_TRANSITIONS = {
  none: { AgreementOpened: 'open' },
  open: { AgreementOverdue: 'overdue', VehicleReturned: 'returned' },
  overdue: { VehicleReturned: 'returned' },
  returned: { AgreementSettled: 'settling' },
  settling: { ViolationHoldStarted: 'violation-hold' },
  'violation-hold': { AgreementClosed: 'closed' },
  closed: {},
} as const satisfies TransitionTable<Agreement['status'], AgreementEvent['type']>;

export const canFollow = followsIn(AGREEMENT_TRANSITIONS);
