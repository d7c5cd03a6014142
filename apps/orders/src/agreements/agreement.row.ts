import type { Price } from '@houtai/event-catalogue';
import { assertNever, column, type Fields, type RowOf } from '@houtai/domain-kit';
import type { Channel } from '../reservations/reservation';
import type { AgreementStatus, Settlement, Signed, VehicleReturn } from './agreement';

/** Columns of `agreement`. */
export const COLUMNS = {
  fixed: {
    agreement_id: column<string>(),
    reservation_id: column<string>(),
    customer_id: column<string>(),
    vehicle_id: column<string>(),
    class_code: column<string>(),
    channel: column<Channel>(),
    partner_id: column<string | null>(),
    partner_customer_id: column<string | null>(),
    reference: column<string | null>(),
    pick_up_branch_id: column<string>(),
    pick_up_at: column<Date>(),
    return_branch_id: column<string>(),
    due_at: column<Date>(),
    price: column<Price>(),
    odometer_km: column<number>(),
    fuel_percent: column<number>(),
    rental_deposit_reference: column<string>(),
    violation_deposit_reference: column<string>(),
    opened_at: column<Date>(),
  },
  changing: {
    status: column<AgreementStatus>(),
    overdue_at: column<Date | null>(),
    back: column<VehicleReturn | null>(),
    settlement: column<Settlement | null>(),
    hold_until: column<Date | null>(),
    closed_at: column<Date | null>(),
  },
};
export type AgreementRow = RowOf<typeof COLUMNS>;

export function toAgreement(row: Fields<AgreementRow>): Signed {
  const { pickUpBranchId, pickUpAt, returnBranchId, dueAt, ...rest } = row;
  const { status, back, settlement, holdUntil, closedAt, ...handover } = rest;
  const opened = {
    ...handover,
    pickUp: { branchId: pickUpBranchId, at: pickUpAt },
    return: { branchId: returnBranchId, at: dueAt },
  };
  switch (status) {
    case 'open':
    case 'overdue':
      return { ...opened, status };
    case 'returned':
      return { ...opened, status, back: present(back) };
    case 'settling':
      return { ...opened, status, back: present(back), settlement: present(settlement) };
    case 'violation-hold':
    case 'closed': {
      const settled = { ...opened, back: present(back), settlement: present(settlement) };
      const held = { ...settled, holdUntil: present(holdUntil) };
      return status === 'closed' ? { ...held, status, closedAt: present(closedAt) } : { ...held, status };
    }
    default:
      return assertNever(status);
  }
}

export function toAgreementRow(state: Signed): Fields<AgreementRow> {
  return {
    ...state,
    pickUpBranchId: state.pickUp.branchId,
    pickUpAt: state.pickUp.at,
    returnBranchId: state.return.branchId,
    dueAt: state.return.at,
  };
}

/** The table's checks promise these columns by status. */
function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the row of an agreement lacks what its status promises');
  return value;
}
