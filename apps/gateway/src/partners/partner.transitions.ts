import { followsIn, type TransitionTable } from '@houtai/domain-kit';
import type { PartnerEvent, PartnerState } from './partner';

/** Which event can follow on which status, and where it leads. */
export const PARTNER_TRANSITIONS = {
  none: { PartnerRegistered: 'active' },
  active: { ContractChanged: 'active', PartnerSuspended: 'suspended', PartnerEnded: 'ended' },
  suspended: { ContractChanged: 'suspended', PartnerResumed: 'active', PartnerEnded: 'ended' },
  ended: {},
} as const satisfies TransitionTable<PartnerState['status'], PartnerEvent['type']>;

export const canFollow = followsIn(PARTNER_TRANSITIONS);
