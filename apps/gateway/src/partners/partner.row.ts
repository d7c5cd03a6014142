import { column, type Fields, type RowOf } from '@houtai/domain-kit';
import type { IdentityCheck } from '@houtai/event-catalogue';
import type { Contact, Partner } from './partner';

export const SEALED_CONTACTS = { table: 'partner', column: 'contacts', key: ['partner_id'] };

/** Columns of `partner`. */
export const COLUMNS = {
  fixed: {
    partner_id: column<string>(),
    code: column<string>(),
    registered_at: column<Date>(),
  },
  changing: {
    name: column<string>(),
    status: column<Partner['status']>(),
    price_group: column<string>(),
    branch_ids: column<string[] | null>(),
    class_codes: column<string[] | null>(),
    most_open_reservations: column<number>(),
    identity_check: column<IdentityCheck>(),
    requests_per_minute: column<number | null>(),
    requests_in_flight: column<number | null>(),
    /** The sealed contacts. */
    contacts: column<string>(),
    suspended_at: column<Date | null>(),
    ended_at: column<Date | null>(),
  },
};
export type PartnerRow = RowOf<typeof COLUMNS>;

/** How personal data is sealed; `SecretBox` does it. */
interface Seal {
  seal(plain: string, place: { table: string; column: string; record: string }): string;
  open(sealed: string, place: { table: string; column: string; record: string }): string;
}

export function toPartner(row: Fields<PartnerRow>, box: Seal): Partner {
  const { priceGroup, branchIds, classCodes, mostOpenReservations, identityCheck, ...others } = row;
  const { requestsPerMinute, requestsInFlight, ...rest } = others;
  const contract = {
    priceGroup,
    ...(branchIds && { branchIds }),
    ...(classCodes && { classCodes }),
    mostOpenReservations,
    identityCheck,
    ...(requestsPerMinute && { requestsPerMinute }),
    ...(requestsInFlight && { requestsInFlight }),
  };
  const contacts = JSON.parse(box.open(row.contacts, placeOf(row.partnerId))) as Contact[];
  return { ...rest, contract, contacts };
}

export function toPartnerRow(partner: Partner, box: Seal): Fields<PartnerRow> {
  const { contract, contacts, ...rest } = partner;
  return { ...rest, ...contract, contacts: box.seal(JSON.stringify(contacts), placeOf(partner.partnerId)) };
}

function placeOf(record: string): { table: string; column: string; record: string } {
  const { table, column } = SEALED_CONTACTS;
  return { table, column, record };
}
