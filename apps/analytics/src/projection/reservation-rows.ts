import {
  reservationCancelledV1,
  reservationChangedV1,
  reservationConfirmedV1,
  reservationConvertedV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationRejectedV1,
  reservationSubmittedV1,
  type ReservationCancelledV1,
  type ReservationChangedV1,
  type ReservationConfirmedV1,
  type ReservationConvertedV1,
  type ReservationExpiredV1,
  type ReservationNoShowV1,
  type ReservationRejectedV1,
  type ReservationSubmittedV1,
} from '@houtai/event-catalogue';
import type { ProjectedEvent, RowChange, RowProjection } from './row-changes';

function submitted({ data, aggregateVersion }: ProjectedEvent<ReservationSubmittedV1>): RowChange {
  const row = {
    reservation_id: data.reservationId,
    status: 'submitted',
    class_code: data.classCode,
    branch_id: data.pickUp.branchId,
    channel: data.channel,
    pick_up_at: data.pickUp.at,
    submitted_at: data.submittedAt,
    total_fen: data.price.totalFen,
    version: aggregateVersion,
  };
  return { add: [row] };
}

/** A wish refused at once was never submitted: this is the first that is heard of it. */
function rejected({ data, aggregateVersion }: ProjectedEvent<ReservationRejectedV1>): RowChange {
  const end = { status: 'rejected', ended_at: data.rejectedAt };
  const row = {
    ...end,
    reservation_id: data.reservationId,
    class_code: data.classCode,
    branch_id: data.pickUp.branchId,
    channel: data.channel,
    pick_up_at: data.pickUp.at,
    submitted_at: data.rejectedAt,
    total_fen: 0,
    version: aggregateVersion,
  };
  return { add: [row], set: end };
}

function changed({ data }: ProjectedEvent<ReservationChangedV1>): RowChange {
  return {
    set: {
      class_code: data.classCode,
      branch_id: data.pickUp.branchId,
      pick_up_at: data.pickUp.at,
      total_fen: data.price.totalFen,
    },
  };
}

export const reservationRows: RowProjection = {
  table: 'reservation',
  key: 'reservation_id',
  columns: [
    ...['status', 'class_code', 'branch_id', 'channel', 'pick_up_at'],
    ...['submitted_at', 'confirmed_at', 'ended_at', 'total_fen', 'version'],
  ],
  versioned: true,
  changes: {
    [reservationSubmittedV1.type]: submitted,
    [reservationRejectedV1.type]: rejected,
    [reservationChangedV1.type]: changed,
    [reservationConfirmedV1.type]: ({ data }: ProjectedEvent<ReservationConfirmedV1>) => ({
      set: { status: 'confirmed', confirmed_at: data.confirmedAt },
    }),
    [reservationExpiredV1.type]: ({ data }: ProjectedEvent<ReservationExpiredV1>) => ({
      set: { status: 'expired', ended_at: data.expiredAt },
    }),
    [reservationCancelledV1.type]: ({ data }: ProjectedEvent<ReservationCancelledV1>) => ({
      set: { status: 'cancelled', ended_at: data.cancelledAt },
    }),
    [reservationNoShowV1.type]: ({ data }: ProjectedEvent<ReservationNoShowV1>) => ({
      set: { status: 'no-show', ended_at: data.noShowAt },
    }),
    [reservationConvertedV1.type]: ({ data }: ProjectedEvent<ReservationConvertedV1>) => ({
      set: { status: 'converted', ended_at: data.convertedAt },
    }),
  },
};
