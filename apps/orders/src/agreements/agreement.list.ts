import type { Condition, List } from '@houtai/service-host';
import { isReservationNumber } from '@houtai/domain-kit';
import { customerColumn } from '../reservations/reservation.list';
import type { AgreementFilter } from './agreement.dto';
import type { OverdueReturnFilter } from './overdue.dto';

const FIELDS = {
  id: { sql: 'a.agreement_id', type: 'uuid' },
  dueAt: { sql: 'a.due_at', type: 'timestamptz' },
} as const;
const IN_ORDER_OF_DUE_TIME = { dueAt: 'agreement_by_due_time' };

/** A number that nobody has names no agreement. */
const WITH_NUMBER = 'a.reservation_id = (select r.reservation_id from reservation r where r.number = $1)';

/** Ids are made in the order of time. */
export const AGREEMENTS: List<AgreementFilter> = {
  name: 'agreements',
  table: 'agreement',
  fields: FIELDS,
  sorts: { '-id': 'agreement_pkey', ...IN_ORDER_OF_DUE_TIME },
  filters: {
    status: {
      sql: 'a.status = $1',
      indexes: { '-id': 'agreement_by_status', dueAt: 'agreement_by_status_and_due_time' },
    },
    branchId: {
      sql: 'a.pick_up_branch_id = $1',
      indexes: { '-id': 'agreement_by_branch', dueAt: 'agreement_by_branch_and_due_time' },
    },
    returnBranchId: {
      sql: 'a.return_branch_id = $1',
      indexes: { dueAt: 'agreement_by_return_and_due_time' },
    },
    vehicleId: { sql: 'a.vehicle_id = $1', indexes: { '-id': 'agreement_by_vehicle' }, leaves: 'few' },
    customerId: {
      sql: (id, { reach }) => [`a.${customerColumn(reach)} = $1`, id],
      indexes: { '-id': 'agreement_by_customer or agreement_by_partner_customer' },
      leaves: 'few',
    },
    reservationId: {
      sql: (key) => (isReservationNumber(key) ? [WITH_NUMBER, key] : ['a.reservation_id = $1', key]),
      indexes: { '-id': 'agreement_one_per_reservation' },
      leaves: 'one',
    },
    number: { sql: WITH_NUMBER, indexes: { '-id': 'agreement_one_per_reservation' }, leaves: 'one' },
    partnerId: {
      sql: 'a.partner_id = $1',
      indexes: { '-id': 'agreement_by_partner', dueAt: 'agreement_by_partner_and_due_time' },
    },
    reference: { sql: 'a.reference = $1', indexes: { '-id': 'agreement_by_reference' }, leaves: 'few' },
    from: { sql: 'a.due_at >= $1', indexes: IN_ORDER_OF_DUE_TIME },
    to: { sql: 'a.due_at < $1', indexes: IN_ORDER_OF_DUE_TIME },
  },
};

/** Out although the due time has passed: the longest overdue first. */
export const OVERDUE_RETURNS: List<OverdueReturnFilter> = {
  name: 'overdue-returns',
  table: 'agreement',
  only: `a.status in ('open', 'overdue')`,
  fields: FIELDS,
  sorts: { dueAt: 'agreement_due' },
  filters: { branchId: { sql: 'a.return_branch_id = $1', indexes: { dueAt: 'agreement_due_by_branch' } } },
};

export function dueBefore(now: string): Condition {
  return ['a.due_at < $1', now];
}
