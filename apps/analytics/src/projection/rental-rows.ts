import {
  agreementClosedV1,
  agreementOpenedV1,
  agreementSettledV1,
  vehicleReturnedV1,
  type AgreementClosedV1,
  type AgreementOpenedV1,
  type AgreementSettledV1,
  type VehicleReturnedV1,
} from '@houtai/event-catalogue';
import type { ProjectedEvent, RowProjection } from './row-changes';

export const rentalRows: RowProjection = {
  table: 'rental',
  key: 'agreement_id',
  columns: [
    ...['reservation_id', 'customer_id', 'vehicle_id', 'branch_id', 'class_code', 'channel'],
    ...['opened_at', 'due_at', 'returned_at', 'late_minutes', 'settled_fen', 'closed_at'],
  ],
  changes: {
    [agreementOpenedV1.type]: ({ data }: ProjectedEvent<AgreementOpenedV1>) => {
      const row = {
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
      return { add: [row] };
    },
    [vehicleReturnedV1.type]: ({ data }: ProjectedEvent<VehicleReturnedV1>) => ({
      set: { returned_at: data.returnedAt, late_minutes: data.lateMinutes },
    }),
    [agreementSettledV1.type]: ({ data }: ProjectedEvent<AgreementSettledV1>) => ({
      set: { settled_fen: data.totalFen },
    }),
    [agreementClosedV1.type]: ({ data }: ProjectedEvent<AgreementClosedV1>) => ({
      set: { closed_at: data.closedAt },
    }),
  },
};
