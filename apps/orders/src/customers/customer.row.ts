import { toInstant, type Instant } from '@houtai/domain-kit';
import type { Customer, CustomerProfile, CustomerTier } from './customer';

export const SEALED_PROFILE = {
  table: 'customer',
  column: 'personal_data',
  key: ['customer_id'],
};

export type KnownCustomer = Exclude<Customer, { status: 'none' }>;

/** Row of table `customer`. */
export interface CustomerRow<Time = Date> {
  customer_id: string;
  status: KnownCustomer['status'];
  tier: CustomerTier;
  origin: string | null;
  /** The sealed profile. */
  personal_data: string;
  id_document_index: string;
  registered_at: Time;
  verified_at: Time | null;
  blacklisted_at: Time | null;
  blacklist_reason: string | null;
}

/** Who a customer is never changes here. */
export const FIXED_COLUMNS = [
  'tier',
  'origin',
  'id_document_index',
  'registered_at',
] as const satisfies readonly (keyof CustomerRow)[];

/** What a decision may change; the profile is sealed anew with each change. */
export const CHANGING_COLUMNS = [
  'status',
  'personal_data',
  'verified_at',
  'blacklisted_at',
  'blacklist_reason',
] as const satisfies readonly (keyof CustomerRow)[];

/** Where a sealed value lies. */
interface SealedPlace {
  table: string;
  column: string;
  record: string;
}

/** How personal data is sealed and found; `SecretBox` does it. */
export interface Seal {
  seal(plain: string, place: SealedPlace): string;
  open(sealed: string, place: SealedPlace): string;
  blindIndex(value: string): string;
}

export function toCustomer(row: CustomerRow, box: Seal): KnownCustomer {
  return {
    status: row.status,
    customerId: row.customer_id,
    profile: openProfile(row.customer_id, row.personal_data, box),
    registeredAt: toInstant(row.registered_at),
    ...(row.verified_at && { verifiedAt: toInstant(row.verified_at) }),
    ...(row.blacklisted_at && {
      blacklisted: { reason: row.blacklist_reason ?? '', at: toInstant(row.blacklisted_at) },
    }),
  };
}

export function toCustomerRow(customer: KnownCustomer, box: Seal): CustomerRow<Instant> {
  const { customerId, status, profile, registeredAt, verifiedAt, blacklisted } = customer;
  return {
    customer_id: customerId,
    status,
    tier: profile.tier,
    origin: profile.origin ?? null,
    personal_data: box.seal(JSON.stringify(profile), profileOf(customerId)),
    id_document_index: box.blindIndex(`${profile.idDocument.type}:${profile.idDocument.number}`),
    registered_at: registeredAt,
    verified_at: verifiedAt ?? null,
    blacklisted_at: blacklisted?.at ?? null,
    blacklist_reason: blacklisted?.reason ?? null,
  };
}

export function openProfile(customerId: string, sealed: string, box: Pick<Seal, 'open'>): CustomerProfile {
  return JSON.parse(box.open(sealed, profileOf(customerId))) as CustomerProfile;
}

/** Where the profile of a customer lies: a value is good for this one alone. */
function profileOf(record: string): SealedPlace {
  const { table, column } = SEALED_PROFILE;
  return { table, column, record };
}
