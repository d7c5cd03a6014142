import {
  agreementClosedV1,
  agreementOpenedV1,
  agreementSettledV1,
  vehicleReturnedV1,
  type AgreementOpenedV1,
} from '@houtai/event-catalogue';
import { on, type Row, type RowProjection } from './row-changes';

export const rentalRows: RowProjection = {
  table: 'rental',
  key: 'agreement_id',
  columns: [
    ...['reservation_id', 'customer_id', 'vehicle_id', 'branch_id', 'class_code', 'channel'],
    ...['opened_at', 'due_at', 'returned_at', 'late_minutes', 'settled_fen', 'closed_at'],
  ],
  changes: new Map([
    on(agreementOpenedV1, (data) => ({ add: [openedRow(data)] })),
    on(vehicleReturnedV1, (data) => ({
      set: { returned_at: data.returnedAt, late_minutes: data.lateMinutes },
    })),
    on(agreementSettledV1, ({ totalFen }) => ({ set: { settled_fen: totalFen } })),
    on(agreementClosedV1, ({ closedAt }) => ({ set: { closed_at: closedAt } })),
  ]),
};

function openedRow(data: AgreementOpenedV1): Row {
  return {
    agreement_id: data.agreementId,
    reservation_id: data.reservationId,
    customer_id: data.customerId,
    vehicle_id: data.vehicleId,
    branch_id: data.pickUp.branchId,
    class_code: data.classCode,
    channel: data.channel,
    opened_at: data.openedAt,
    due_at: data.return.at,
  };
}
