import { assertNever, type BusinessDay, type Instant } from '@houtai/domain-kit';

export const LICENCE_CLASSES = ['A1', 'A2', 'A3', 'B1', 'B2', 'C1', 'C2'] as const;
export type LicenceClass = (typeof LICENCE_CLASSES)[number];

export const CUSTOMER_TIERS = ['standard', 'silver', 'gold'] as const;
export type CustomerTier = (typeof CUSTOMER_TIERS)[number];

export const ID_DOCUMENT_TYPES = ['resident-id', 'passport'] as const;

export interface Licence {
  number: string;
  class: LicenceClass;
  issuedOn: BusinessDay;
  /** Last day it is valid. */
  validTo: BusinessDay;
}

/** Personal data: sealed at rest, masked in answers, never in events. */
export interface CustomerProfile {
  name: string;
  phone: string;
  email?: string;
  idDocument: { type: (typeof ID_DOCUMENT_TYPES)[number]; number: string };
  birthDate: BusinessDay;
  licence: Licence;
  /** ISO 3166 country. */
  origin?: string;
  tier: CustomerTier;
}

/** Verification and blacklisting are two axes: a verified customer may be blacklisted and come off the list again. */
export type Customer =
  | { status: 'none' }
  | {
      status: 'registered' | 'verified';
      customerId: string;
      profile: CustomerProfile;
      registeredAt: Instant;
      verifiedAt?: Instant;
      blacklisted?: { reason: string; at: Instant };
    };

export type CustomerCommand =
  | { type: 'RegisterCustomer'; customerId: string; profile: CustomerProfile; at: Instant }
  | { type: 'VerifyCustomer'; at: Instant }
  | { type: 'BlacklistCustomer'; reason: string; at: Instant }
  | { type: 'RemoveFromBlacklist'; at: Instant };

export type CustomerEvent =
  | { type: 'CustomerRegistered'; customerId: string; profile: CustomerProfile; at: Instant }
  | { type: 'CustomerVerified'; customerId: string; at: Instant }
  | { type: 'CustomerBlacklisted'; customerId: string; reason: string; at: Instant }
  | { type: 'CustomerRemovedFromBlacklist'; customerId: string; at: Instant };

export function evolveCustomer(state: Customer, event: CustomerEvent): Customer {
  if (event.type === 'CustomerRegistered') {
    const { customerId, profile, at } = event;
    return { status: 'registered', customerId, profile, registeredAt: at };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'CustomerVerified':
      return { ...state, status: 'verified', verifiedAt: event.at };
    case 'CustomerBlacklisted':
      return { ...state, blacklisted: { reason: event.reason, at: event.at } };
    case 'CustomerRemovedFromBlacklist':
      return { ...state, blacklisted: undefined };
    default:
      return assertNever(event);
  }
}
