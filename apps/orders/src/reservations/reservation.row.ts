import type { Price } from '@houtai/event-catalogue';
import { assertNever, toInstant, type Instant } from '@houtai/domain-kit';
import type { FailedRule } from './qualification';
import type {
  Alternative,
  Binding,
  Booking,
  Cancellation,
  Change,
  Channel,
  ReservationStatus,
  Taken,
} from './reservation';

/** Row of table `reservation`; `Time` is what the driver reads, instants are written. */
export interface ReservationRow<Time = Date> {
  reservation_id: string;
  status: ReservationStatus;
  customer_id: string;
  channel: Channel;
  class_code: string;
  pick_up_branch_id: string;
  pick_up_at: Time;
  return_branch_id: string;
  return_at: Time;
  price: Price;
  hold_expires_at: Time | null;
  reasons: FailedRule[] | null;
  alternatives: Alternative[] | null;
  change: Change | null;
  change_expires_at: Time | null;
  vehicle_id: string | null;
  allocation_id: string | null;
  allocated_at: Time | null;
  agreement_id: string | null;
  cancellation: Cancellation | null;
  fee_fen: number | null;
  submitted_at: Time;
  confirmed_at: Time | null;
  readied_at: Time | null;
  ended_at: Time | null;
}

/** Columns written once. */
export const FIXED_COLUMNS = [
  'customer_id',
  'channel',
  'submitted_at',
] as const satisfies readonly (keyof ReservationRow)[];

/** Columns that a decision may change. */
export const CHANGING_COLUMNS = [
  'status',
  'class_code',
  'pick_up_branch_id',
  'pick_up_at',
  'return_branch_id',
  'return_at',
  'price',
  'hold_expires_at',
  'reasons',
  'alternatives',
  'change',
  'change_expires_at',
  'vehicle_id',
  'allocation_id',
  'allocated_at',
  'agreement_id',
  'cancellation',
  'fee_fen',
  'confirmed_at',
  'readied_at',
  'ended_at',
] as const satisfies readonly (keyof ReservationRow)[];

export function toReservation(row: ReservationRow): Taken {
  const booking: Booking = {
    reservationId: row.reservation_id,
    customerId: row.customer_id,
    channel: row.channel,
    submittedAt: toInstant(row.submitted_at),
    classCode: row.class_code,
    pickUp: { branchId: row.pick_up_branch_id, at: toInstant(row.pick_up_at) },
    return: { branchId: row.return_branch_id, at: toInstant(row.return_at) },
    price: row.price,
  };
  const { status } = row;
  const confirmedAt = row.confirmed_at ? toInstant(row.confirmed_at) : booking.submittedAt;
  const promised = { ...booking, confirmedAt, ...(row.change && { change: row.change }) };
  const endedAt = toInstant(row.ended_at ?? row.submitted_at);
  switch (status) {
    case 'submitted':
      return { ...booking, status, holdExpiresAt: toInstant(row.hold_expires_at ?? row.submitted_at) };
    case 'confirmed':
      return { ...promised, status };
    case 'ready':
      return {
        ...promised,
        status,
        readiedAt: toInstant(row.readied_at ?? row.submitted_at),
        binding: toBinding(row),
      };
    case 'converted':
      return { ...promised, status, binding: toBinding(row), agreementId: row.agreement_id ?? '', endedAt };
    case 'rejected':
      return {
        ...booking,
        status,
        reasons: row.reasons ?? [],
        alternatives: row.alternatives ?? [],
        endedAt,
      };
    case 'expired':
      return { ...booking, status, endedAt };
    case 'cancelled': {
      const cancellation = row.cancellation ?? { reason: 'company', feeFen: 0, noticeHours: 0 };
      return { ...booking, status, cancellation, endedAt, ...(row.confirmed_at && { confirmedAt }) };
    }
    case 'no-show':
      return { ...promised, status, feeFen: row.fee_fen ?? 0, endedAt };
    default:
      return assertNever(status);
  }
}

function toBinding(row: ReservationRow): Binding {
  return {
    allocationId: row.allocation_id ?? '',
    vehicleId: row.vehicle_id ?? '',
    allocatedAt: toInstant(row.allocated_at ?? row.submitted_at),
  };
}

export function toReservationRow(state: Taken): ReservationRow<Instant> {
  const change = ('change' in state && state.change) || null;
  const binding = 'binding' in state ? state.binding : undefined;
  return {
    reservation_id: state.reservationId,
    status: state.status,
    customer_id: state.customerId,
    channel: state.channel,
    class_code: state.classCode,
    pick_up_branch_id: state.pickUp.branchId,
    pick_up_at: state.pickUp.at,
    return_branch_id: state.return.branchId,
    return_at: state.return.at,
    price: state.price,
    hold_expires_at: state.status === 'submitted' ? state.holdExpiresAt : null,
    reasons: state.status === 'rejected' ? state.reasons : null,
    alternatives: state.status === 'rejected' ? state.alternatives : null,
    change,
    change_expires_at: change?.status === 'pending' ? change.expiresAt : null,
    vehicle_id: binding?.vehicleId ?? null,
    allocation_id: binding?.allocationId ?? null,
    allocated_at: binding?.allocatedAt ?? null,
    agreement_id: state.status === 'converted' ? state.agreementId : null,
    cancellation: state.status === 'cancelled' ? state.cancellation : null,
    fee_fen: state.status === 'no-show' ? state.feeFen : null,
    submitted_at: state.submittedAt,
    confirmed_at: ('confirmedAt' in state && state.confirmedAt) || null,
    readied_at: state.status === 'ready' ? state.readiedAt : null,
    ended_at: 'endedAt' in state ? state.endedAt : null,
  };
}
