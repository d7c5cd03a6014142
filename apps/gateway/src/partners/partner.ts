import type { Instant } from '@houtai/domain-kit';
import type { PartnerContract } from '@houtai/event-catalogue';

/** Whom to call or write to at a partner: personal data, sealed at rest, never in events. */
export interface Contact {
  name: string;
  email: string;
  phone?: string;
  /** What to ask them about: `contract`, `technical`. */
  role?: string;
}

/** What people agree on with a partner and may change later. */
export interface PartnerTerms {
  name: string;
  contract: PartnerContract;
  contacts: readonly Contact[];
}

/** An organisation that sells our rentals. */
export interface Partner extends PartnerTerms {
  status: 'active' | 'suspended' | 'ended';
  partnerId: string;
  /** Lower case, unique: user names of its people end with it. */
  code: string;
  registeredAt: Instant;
  suspendedAt?: Instant;
  endedAt?: Instant;
}

export const PARTNER_STATUSES = ['active', 'suspended', 'ended'] as const;

export type PartnerState = { status: 'none' } | Partner;

export type PartnerCommand =
  | ({ type: 'RegisterPartner'; partnerId: string; code: string; at: Instant } & PartnerTerms)
  | ({ type: 'ChangeContract'; at: Instant } & PartnerTerms)
  | { type: 'SuspendPartner'; at: Instant }
  | { type: 'ResumePartner'; at: Instant }
  | { type: 'EndPartner'; at: Instant };

export type PartnerEvent =
  | ({ type: 'PartnerRegistered'; partnerId: string; code: string; at: Instant } & PartnerTerms)
  | ({ type: 'ContractChanged'; at: Instant } & PartnerTerms)
  | { type: 'PartnerSuspended'; at: Instant }
  | { type: 'PartnerResumed'; at: Instant }
  | { type: 'PartnerEnded'; at: Instant };
