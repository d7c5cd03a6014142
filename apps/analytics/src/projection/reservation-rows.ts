import {
  reservationCancelledV1,
  reservationChangedV1,
  reservationConfirmedV1,
  reservationConvertedV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationRejectedV1,
  reservationSubmittedV1,
  type ReservationRejectedV1,
  type ReservationSubmittedV1,
} from '@houtai/event-catalogue';
import { on, type Row, type RowChange, type RowProjection } from './row-changes';

export const reservationRows: RowProjection = {
  table: 'reservation',
  key: 'reservation_id',
  versioned: true,
  columns: [
    ...['status', 'class_code', 'branch_id', 'channel', 'pick_up_at', 'submitted_at'],
    ...['confirmed_at', 'ended_at', 'total_fen', 'version'],
  ],
  changes: new Map([
    on(reservationSubmittedV1, (data, version) => {
      const { submittedAt, price } = data;
      const row = { ...wishOf(data), submitted_at: submittedAt, total_fen: price.totalFen };
      return { add: [{ ...row, status: 'submitted', version }] };
    }),
    // A wish refused at once was never submitted: this is the first that is heard of it.
    on(reservationRejectedV1, (data, version) => {
      const { set } = ended('rejected', data.rejectedAt);
      const row = { ...wishOf(data), submitted_at: data.rejectedAt, total_fen: 0 };
      return { add: [{ ...row, ...set, version }], set };
    }),
    on(reservationChangedV1, ({ classCode, pickUp, price }) => ({
      set: {
        class_code: classCode,
        branch_id: pickUp.branchId,
        pick_up_at: pickUp.at,
        total_fen: price.totalFen,
      },
    })),
    on(reservationConfirmedV1, ({ confirmedAt }) => ({
      set: { status: 'confirmed', confirmed_at: confirmedAt },
    })),
    on(reservationExpiredV1, ({ expiredAt }) => ended('expired', expiredAt)),
    on(reservationCancelledV1, ({ cancelledAt }) => ended('cancelled', cancelledAt)),
    on(reservationNoShowV1, ({ noShowAt }) => ended('no-show', noShowAt)),
    on(reservationConvertedV1, ({ convertedAt }) => ended('converted', convertedAt)),
  ]),
};

function wishOf(data: ReservationSubmittedV1 | ReservationRejectedV1): Row {
  const { reservationId, classCode, pickUp, channel } = data;
  return {
    ...{ reservation_id: reservationId, class_code: classCode, channel },
    ...{ branch_id: pickUp.branchId, pick_up_at: pickUp.at },
  };
}

function ended(status: string, at: string): RowChange {
  return { set: { status, ended_at: at } };
}
