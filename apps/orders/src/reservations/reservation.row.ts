import type { Price } from '@houtai/event-catalogue';
import { assertNever, column, type Fields, type RowOf } from '@houtai/domain-kit';
import { ofPartner } from '../partners/of-partner';
import type { Notice } from '../pricing/cancellation-fee';
import type { FailedRule } from './qualification';
import type {
  Alternative,
  Binding,
  Booking,
  Cancellation,
  Change,
  Channel,
  RefusedHandover,
  ReservationStatus,
  Taken,
} from './reservation';

/** Columns of `reservation`. */
export const COLUMNS = {
  fixed: {
    reservation_id: column<string>(),
    number: column<string>(),
    customer_id: column<string>(),
    channel: column<Channel>(),
    partner_id: column<string | null>(),
    partner_customer_id: column<string | null>(),
    reference: column<string | null>(),
    price_group: column<string | null>(),
    identity_at_pick_up: column<boolean | null>(),
    submitted_at: column<Date>(),
  },
  changing: {
    status: column<ReservationStatus>(),
    class_code: column<string>(),
    pick_up_branch_id: column<string>(),
    pick_up_at: column<Date>(),
    return_branch_id: column<string>(),
    return_at: column<Date>(),
    price: column<Price>(),
    allowed_classes: column<string[] | null>(),
    hold_expires_at: column<Date | null>(),
    reasons: column<FailedRule[] | null>(),
    alternatives: column<Alternative[] | null>(),
    change: column<Change | null>(),
    change_expires_at: column<Date | null>(),
    earlier_notices: column<Notice[] | null>(),
    vehicle_id: column<string | null>(),
    allocation_id: column<string | null>(),
    allocated_at: column<Date | null>(),
    refused_handover: column<RefusedHandover | null>(),
    agreement_id: column<string | null>(),
    cancellation: column<Cancellation | null>(),
    fee_fen: column<number | null>(),
    fee_settled_at: column<Date | null>(),
    confirmed_at: column<Date | null>(),
    readied_at: column<Date | null>(),
    ended_at: column<Date | null>(),
  },
};
export type ReservationRow = RowOf<typeof COLUMNS>;

export function toReservation(row: Fields<ReservationRow>): Taken {
  const { status, reservationId, number, customerId, channel, submittedAt, classCode, price } = row;
  const { change, allowedClasses, earlierNotices, refusedHandover, feeSettledAt } = row;
  const booking: Booking = {
    ...{ reservationId, number, customerId, channel, submittedAt, classCode, price },
    pickUp: { branchId: row.pickUpBranchId, at: row.pickUpAt },
    return: { branchId: row.returnBranchId, at: row.returnAt },
    ...(allowedClasses && { allowedClasses }),
    ...(row.priceGroup !== undefined && { priceGroup: row.priceGroup }),
    ...(row.identityAtPickUp && { identityAtPickUp: true }),
    ...ofPartner(row),
  };
  const { confirmedAt = submittedAt, endedAt = submittedAt } = row;
  const promised = {
    ...booking,
    confirmedAt,
    ...(change && { change }),
    ...(earlierNotices && { earlierNotices }),
    ...(refusedHandover && { refusedHandover }),
  };
  const settled = feeSettledAt && { feeSettledAt };
  switch (status) {
    case 'submitted':
      return {
        ...booking,
        status,
        holdExpiresAt: row.holdExpiresAt ?? submittedAt,
        ...(row.reasons && { unsaid: row.reasons }),
      };
    case 'confirmed':
      return { ...promised, status };
    case 'ready':
      return { ...promised, status, readiedAt: row.readiedAt ?? submittedAt, binding: toBinding(row) };
    case 'converted':
      return { ...promised, status, binding: toBinding(row), agreementId: row.agreementId ?? '', endedAt };
    case 'rejected': {
      const { reasons = [], alternatives = [] } = row;
      return { ...booking, status, reasons, alternatives, endedAt };
    }
    case 'expired':
      return { ...booking, status, endedAt };
    case 'cancelled': {
      const cancellation = row.cancellation ?? { reason: 'company', feeFen: 0, noticeHours: 0 };
      return {
        ...booking,
        status,
        cancellation,
        endedAt,
        ...(row.confirmedAt && { confirmedAt }),
        ...settled,
      };
    }
    case 'no-show':
      return { ...promised, status, feeFen: row.feeFen ?? 0, endedAt, ...settled };
    default:
      return assertNever(status);
  }
}

function toBinding({ allocationId, vehicleId, allocatedAt, submittedAt }: Fields<ReservationRow>): Binding {
  return {
    allocationId: allocationId ?? '',
    vehicleId: vehicleId ?? '',
    allocatedAt: allocatedAt ?? submittedAt,
  };
}

export function toReservationRow(state: Taken): Fields<ReservationRow> {
  const change = 'change' in state ? state.change : undefined;
  return {
    ...state,
    ...('binding' in state && state.binding),
    ...('unsaid' in state && { reasons: state.unsaid }),
    pickUpBranchId: state.pickUp.branchId,
    pickUpAt: state.pickUp.at,
    returnBranchId: state.return.branchId,
    returnAt: state.return.at,
    changeExpiresAt: change?.status === 'pending' ? change.expiresAt : undefined,
  };
}
