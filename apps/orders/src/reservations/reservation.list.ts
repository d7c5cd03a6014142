import type { Condition, List, Reach } from '@houtai/service-host';
import type { OverduePickUpFilter } from './overdue-pick-up.dto';
import type { ReservationFilter } from './reservation-requests.dto';

const FIELDS = {
  id: { sql: 't.reservation_id', type: 'uuid' },
  pickUpAt: { sql: 't.pick_up_at', type: 'timestamptz' },
} as const;
const IN_ORDER_OF_PICK_UP = { pickUpAt: 'reservation_by_pick_up' };
const FROM = { sql: 't.pick_up_at >= $1', indexes: IN_ORDER_OF_PICK_UP };
const TO = { sql: 't.pick_up_at < $1', indexes: IN_ORDER_OF_PICK_UP };

/** Ids are made in the order of time. */
export const RESERVATIONS: List<ReservationFilter> = {
  name: 'reservations',
  table: 'reservation',
  fields: FIELDS,
  sorts: { '-id': 'reservation_pkey', ...IN_ORDER_OF_PICK_UP },
  filters: {
    status: {
      sql: 't.status = $1',
      indexes: { '-id': 'reservation_by_status', pickUpAt: 'reservation_by_status_and_pick_up' },
    },
    number: { sql: 't.number = $1', indexes: { '-id': 'reservation_number_key' }, leaves: 'one' },
    branchId: {
      sql: 't.pick_up_branch_id = $1',
      indexes: { '-id': 'reservation_by_branch', pickUpAt: 'reservation_by_branch_and_pick_up' },
    },
    customerId: {
      sql: (id, { reach }) => [`t.${customerColumn(reach)} = $1`, id],
      indexes: { '-id': 'reservation_by_customer or reservation_by_partner_customer' },
      leaves: 'few',
    },
    partnerId: {
      sql: 't.partner_id = $1',
      indexes: { '-id': 'reservation_by_partner', pickUpAt: 'reservation_by_partner_and_pick_up' },
    },
    reference: { sql: 't.reference = $1', indexes: { '-id': 'reservation_by_reference' }, leaves: 'few' },
    from: FROM,
    to: TO,
    pickUpFrom: FROM,
    pickUpTo: TO,
  },
};

/** Promised, and the time has come, but nobody yet: the longest waiting first. */
export const OVERDUE_PICK_UPS: List<OverduePickUpFilter> = {
  name: 'overdue-pick-ups',
  table: 'reservation',
  only: `t.status in ('confirmed', 'ready')`,
  fields: FIELDS,
  sorts: { pickUpAt: 'reservation_awaiting_pick_up' },
  filters: {
    branchId: {
      sql: 't.pick_up_branch_id = $1',
      indexes: { pickUpAt: 'reservation_awaiting_pick_up_by_branch' },
    },
  },
};

/** A partner names a customer by what it knows them by; an id of the house is none of it. */
export function customerColumn(reach: Reach | undefined): string {
  return reach?.kind === 'partner' ? 'partner_customer_id' : 'customer_id';
}

/** Over at this time. */
export function waitingAt(now: string): Condition {
  return ['t.pick_up_at < $1', now];
}
