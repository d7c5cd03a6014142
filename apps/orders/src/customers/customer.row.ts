import { column, type Fields, type RowOf } from '@houtai/domain-kit';
import type { Customer, CustomerProfile, CustomerTier } from './customer';

export const SEALED_PROFILE = {
  table: 'customer',
  column: 'personal_data',
  key: ['customer_id'],
};

export type KnownCustomer = Exclude<Customer, { status: 'none' }>;

/** Columns of `customer`. */
export const COLUMNS = {
  /** Who a customer is never changes here. */
  fixed: {
    customer_id: column<string>(),
    tier: column<CustomerTier>(),
    origin: column<string | null>(),
    id_document_index: column<string>(),
    registered_at: column<Date>(),
  },
  /** What a decision may change; the profile is sealed anew with each change. */
  changing: {
    status: column<KnownCustomer['status']>(),
    /** The sealed profile. */
    personal_data: column<string>(),
    verified_at: column<Date | null>(),
    blacklisted_at: column<Date | null>(),
    blacklist_reason: column<string | null>(),
  },
};
export type CustomerRow = RowOf<typeof COLUMNS>;

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

export function toCustomer(row: Fields<CustomerRow>, box: Seal): KnownCustomer {
  const { status, customerId, personalData, registeredAt, verifiedAt, blacklistedAt: at } = row;
  const profile = openProfile(customerId, personalData, box);
  const blacklisted = at && { reason: row.blacklistReason ?? '', at };
  return {
    ...{ status, customerId, profile, registeredAt },
    ...(verifiedAt && { verifiedAt }),
    ...(blacklisted && { blacklisted }),
  };
}

export function toCustomerRow(customer: KnownCustomer, box: Seal): Fields<CustomerRow> {
  const { customerId, profile, blacklisted } = customer;
  return {
    ...customer,
    tier: profile.tier,
    origin: profile.origin,
    personalData: box.seal(JSON.stringify(profile), profileOf(customerId)),
    idDocumentIndex: documentIndex(profile.idDocument, box),
    blacklistedAt: blacklisted?.at,
    blacklistReason: blacklisted?.reason,
  };
}

/** What a customer is found by without opening anybody's profile. */
export function documentIndex(
  { type, number }: CustomerProfile['idDocument'],
  box: Pick<Seal, 'blindIndex'>,
): string {
  return box.blindIndex(`${type}:${number}`);
}

export function openProfile(customerId: string, sealed: string, box: Pick<Seal, 'open'>): CustomerProfile {
  return JSON.parse(box.open(sealed, profileOf(customerId))) as CustomerProfile;
}

/** Where the profile of a customer lies: a value is good for this one alone. */
function profileOf(record: string): SealedPlace {
  const { table, column } = SEALED_PROFILE;
  return { table, column, record };
}
