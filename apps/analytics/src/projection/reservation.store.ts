import {
  ReservationCancelledV1,
  ReservationChangedV1,
  ReservationConfirmedV1,
  ReservationConvertedV1,
  ReservationExpiredV1,
  ReservationNoShowV1,
  ReservationRejectedV1,
  ReservationSubmittedV1,
  reservationCancelledV1,
  reservationChangedV1,
  reservationConfirmedV1,
  reservationConvertedV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationRejectedV1,
  reservationSubmittedV1,
} from '@houtai/event-catalogue';
import type { Sql } from '@houtai/messaging';
import type { Projection } from './project.store';

const submitted: Projection<ReservationSubmittedV1> = async (sql, event, { aggregateVersion }) => {
  await sql.rows(
    `insert into reservation
       (reservation_id, status, class_code, branch_id, channel, pick_up_at, submitted_at, total_fen, version)
     values ($1, 'submitted', $2, $3, $4, $5, $6, $7, $8)
     on conflict (reservation_id) do nothing`,
    [
      event.reservationId,
      event.classCode,
      event.pickUp.branchId,
      event.channel,
      event.pickUp.at,
      event.submittedAt,
      event.price.totalFen,
      aggregateVersion,
    ],
  );
};

/** A wish refused at once was never submitted: this is the first that is heard of it. */
const rejected: Projection<ReservationRejectedV1> = async (sql, event, { aggregateVersion }) => {
  await sql.rows(
    `insert into reservation (reservation_id, status, class_code, branch_id, channel, pick_up_at, submitted_at, ended_at, total_fen, version)
     values ($1, 'rejected', $2, $3, $4, $5, $6, $6, 0, $7)
     on conflict (reservation_id) do update
       set status = 'rejected', ended_at = excluded.ended_at, version = excluded.version
     where reservation.version < excluded.version`,
    [
      event.reservationId,
      event.classCode,
      event.pickUp.branchId,
      event.channel,
      event.pickUp.at,
      event.rejectedAt,
      aggregateVersion,
    ],
  );
};

const confirmed: Projection<ReservationConfirmedV1> = (
  sql,
  { reservationId, confirmedAt },
  { aggregateVersion },
) => advance(sql, reservationId, aggregateVersion, { status: 'confirmed', confirmed_at: confirmedAt });

const changed: Projection<ReservationChangedV1> = (sql, event, { aggregateVersion }) =>
  advance(sql, event.reservationId, aggregateVersion, {
    class_code: event.classCode,
    branch_id: event.pickUp.branchId,
    pick_up_at: event.pickUp.at,
    total_fen: event.price.totalFen,
  });

const expired: Projection<ReservationExpiredV1> = (sql, { reservationId, expiredAt }, { aggregateVersion }) =>
  advance(sql, reservationId, aggregateVersion, { status: 'expired', ended_at: expiredAt });

const cancelled: Projection<ReservationCancelledV1> = (
  sql,
  { reservationId, cancelledAt },
  { aggregateVersion },
) => advance(sql, reservationId, aggregateVersion, { status: 'cancelled', ended_at: cancelledAt });

const noShow: Projection<ReservationNoShowV1> = (sql, { reservationId, noShowAt }, { aggregateVersion }) =>
  advance(sql, reservationId, aggregateVersion, { status: 'no-show', ended_at: noShowAt });

const converted: Projection<ReservationConvertedV1> = (
  sql,
  { reservationId, convertedAt },
  { aggregateVersion },
) => advance(sql, reservationId, aggregateVersion, { status: 'converted', ended_at: convertedAt });

/** Sets columns of one reservation unless a later version has been seen; the column names are ours, never a user's. */
async function advance(
  sql: Sql,
  reservationId: string,
  version: number,
  columns: Readonly<Record<string, string | number>>,
): Promise<void> {
  const names = Object.keys(columns);
  const sets = names.map((name, i) => `${name} = $${i + 3}`).join(', ');
  await sql.rows(`update reservation set ${sets}, version = $2 where reservation_id = $1 and version < $2`, [
    reservationId,
    version,
    ...names.map((name) => columns[name]),
  ]);
}

export const projectReservation = {
  [reservationSubmittedV1.type]: submitted,
  [reservationRejectedV1.type]: rejected,
  [reservationConfirmedV1.type]: confirmed,
  [reservationChangedV1.type]: changed,
  [reservationExpiredV1.type]: expired,
  [reservationCancelledV1.type]: cancelled,
  [reservationNoShowV1.type]: noShow,
  [reservationConvertedV1.type]: converted,
};
