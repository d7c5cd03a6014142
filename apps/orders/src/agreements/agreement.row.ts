import type { Price } from '@houtai/event-catalogue';
import { assertNever, toInstant, type Instant } from '@houtai/domain-kit';
import type { Channel } from '../reservations/reservation';
import type { AgreementStatus, Settlement, Signed, VehicleReturn } from './agreement';

/** Row of table `agreement`; `Time` is what the driver reads, instants are written. */
export interface AgreementRow<Time = Date> {
  agreement_id: string;
  status: AgreementStatus;
  reservation_id: string;
  customer_id: string;
  vehicle_id: string;
  class_code: string;
  channel: Channel;
  pick_up_branch_id: string;
  pick_up_at: Time;
  return_branch_id: string;
  due_at: Time;
  price: Price;
  odometer_km: number;
  fuel_percent: number;
  rental_deposit_reference: string;
  violation_deposit_reference: string;
  opened_at: Time;
  overdue_at: Time | null;
  back: VehicleReturn | null;
  settlement: Settlement | null;
  hold_until: Time | null;
  closed_at: Time | null;
}

/** Columns written at handover, once. */
export const FIXED_COLUMNS = [
  'reservation_id',
  'customer_id',
  'vehicle_id',
  'class_code',
  'channel',
  'pick_up_branch_id',
  'pick_up_at',
  'return_branch_id',
  'due_at',
  'price',
  'odometer_km',
  'fuel_percent',
  'rental_deposit_reference',
  'violation_deposit_reference',
  'opened_at',
] as const satisfies readonly (keyof AgreementRow)[];

/** Columns that a decision may change. */
export const CHANGING_COLUMNS = [
  'status',
  'overdue_at',
  'back',
  'settlement',
  'hold_until',
  'closed_at',
] as const satisfies readonly (keyof AgreementRow)[];

export function toAgreement(row: AgreementRow): Signed {
  const opened = {
    agreementId: row.agreement_id,
    reservationId: row.reservation_id,
    customerId: row.customer_id,
    vehicleId: row.vehicle_id,
    classCode: row.class_code,
    channel: row.channel,
    pickUp: { branchId: row.pick_up_branch_id, at: toInstant(row.pick_up_at) },
    return: { branchId: row.return_branch_id, at: toInstant(row.due_at) },
    price: row.price,
    odometerKm: row.odometer_km,
    fuelPercent: row.fuel_percent,
    rentalDepositReference: row.rental_deposit_reference,
    violationDepositReference: row.violation_deposit_reference,
    openedAt: toInstant(row.opened_at),
    ...(row.overdue_at && { overdueAt: toInstant(row.overdue_at) }),
  };
  const { status } = row;
  switch (status) {
    case 'open':
    case 'overdue':
      return { ...opened, status };
    case 'returned':
      return { ...opened, status, back: present(row.back) };
    case 'settling':
      return { ...opened, status, back: present(row.back), settlement: present(row.settlement) };
    case 'violation-hold':
    case 'closed': {
      const settled = { ...opened, back: present(row.back), settlement: present(row.settlement) };
      const holdUntil = toInstant(present(row.hold_until));
      return status === 'closed'
        ? { ...settled, status, holdUntil, closedAt: toInstant(present(row.closed_at)) }
        : { ...settled, status, holdUntil };
    }
    default:
      return assertNever(status);
  }
}

export function toAgreementRow(state: Signed): AgreementRow<Instant> {
  return {
    agreement_id: state.agreementId,
    status: state.status,
    reservation_id: state.reservationId,
    customer_id: state.customerId,
    vehicle_id: state.vehicleId,
    class_code: state.classCode,
    channel: state.channel,
    pick_up_branch_id: state.pickUp.branchId,
    pick_up_at: state.pickUp.at,
    return_branch_id: state.return.branchId,
    due_at: state.return.at,
    price: state.price,
    odometer_km: state.odometerKm,
    fuel_percent: state.fuelPercent,
    rental_deposit_reference: state.rentalDepositReference,
    violation_deposit_reference: state.violationDepositReference,
    opened_at: state.openedAt,
    overdue_at: state.overdueAt ?? null,
    back: 'back' in state ? state.back : null,
    settlement: 'settlement' in state ? state.settlement : null,
    hold_until: 'holdUntil' in state ? state.holdUntil : null,
    closed_at: state.status === 'closed' ? state.closedAt : null,
  };
}

/** The table's checks promise these columns by status. */
function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('the row of an agreement lacks what its status promises');
  return value;
}
