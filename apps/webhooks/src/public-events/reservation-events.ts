import { Type } from '@sinclair/typebox';
import {
  NEUTRAL_REASONS,
  neutralReasons,
  reservationCancelledV1,
  reservationChangedV1,
  reservationChangeRefusedV1,
  reservationConfirmedV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationReadiedV1,
  reservationRejectedV1,
  reservationSubmittedV1,
} from '@houtai/event-catalogue';
import { At, Booking, Fen, Id, Price, Reservation, Stop } from './fields';
import { priceOf, reservationOf, stopOf } from './neutral-view';
import { publicEvent, type PublicEvent } from './public-event';
import { booking, price, reasons, reservation, VEHICLE } from './samples';

const Reasons = Type.Array(
  Type.Object({
    rule: Type.String({ enum: Object.keys(NEUTRAL_REASONS) }),
    message: Type.String(),
  }),
);
const subject = 'reservation';

/** What happens to a reservation from the wish to the day of the pick-up. */
export const RESERVATION_EVENTS: readonly PublicEvent[] = [
  publicEvent({
    type: 'reservation.submitted',
    source: reservationSubmittedV1,
    subject,
    meaning: { en: 'A reservation was taken in and waits for an answer.', zh: '预订已受理，等待确认。' },
    schema: Type.Object({
      ...Booking,
      price: Price,
      answerBy: At('Without an answer by then it expires'),
      submittedAt: At('Submitted'),
    }),
    sample: {
      ...booking,
      price,
      answerBy: '2026-03-01T02:15:00.000Z',
      submittedAt: '2026-03-01T02:00:00.000Z',
    },
    view: ({ classCode, pickUp, return: back, holdExpiresAt: answerBy, ...data }) => ({
      ...reservationOf(data),
      ...{ classCode, pickUp: stopOf(pickUp), return: stopOf(back) },
      ...{ price: priceOf(data.price), answerBy, submittedAt: data.submittedAt },
    }),
  }),
  publicEvent({
    type: 'reservation.confirmed',
    source: reservationConfirmedV1,
    subject,
    meaning: { en: 'A vehicle of the class is promised.', zh: '预订已确认，车辆已预留。' },
    schema: Type.Object({ ...Booking, price: Price, confirmedAt: At('Confirmed') }),
    sample: { ...booking, price, confirmedAt: '2026-03-01T02:00:01.000Z' },
    view: ({ classCode, pickUp, return: back, confirmedAt, ...data }) => ({
      ...reservationOf(data),
      ...{ classCode, pickUp: stopOf(pickUp), return: stopOf(back) },
      ...{ price: priceOf(data.price), confirmedAt },
    }),
  }),
  publicEvent({
    type: 'reservation.rejected',
    source: reservationRejectedV1,
    subject,
    meaning: { en: 'The reservation was refused.', zh: '预订被拒绝。' },
    schema: Type.Object({ ...Booking, reasons: Reasons, rejectedAt: At('Rejected') }),
    sample: { ...booking, reasons, rejectedAt: '2026-03-01T02:00:01.000Z' },
    view: ({ classCode, pickUp, return: back, reasons: given, rejectedAt, ...data }) => ({
      ...reservationOf(data),
      ...{ classCode, pickUp: stopOf(pickUp), return: stopOf(back) },
      ...{ reasons: neutralReasons(given), rejectedAt },
    }),
  }),
  publicEvent({
    type: 'reservation.expired',
    source: reservationExpiredV1,
    subject,
    meaning: { en: 'No answer came in time: the reservation is void.', zh: '未在时限内确认，预订失效。' },
    schema: Type.Object({ ...Reservation, expiredAt: At('Expired') }),
    sample: { ...reservation, expiredAt: '2026-03-01T02:15:00.000Z' },
    view: ({ expiredAt, ...data }) => ({ ...reservationOf(data), expiredAt }),
  }),
  publicEvent({
    type: 'reservation.changed',
    source: reservationChangedV1,
    subject,
    meaning: { en: 'A change that was asked for holds.', zh: '预订变更已生效。' },
    schema: Type.Object({
      ...Booking,
      price: Price,
      differenceFen: Fen('New total less old total'),
      changedAt: At('Changed'),
    }),
    sample: { ...booking, price, differenceFen: 0, changedAt: '2026-03-01T04:00:00.000Z' },
    view: ({ classCode, pickUp, return: back, differenceFen, changedAt, ...data }) => ({
      ...reservationOf(data),
      ...{ classCode, pickUp: stopOf(pickUp), return: stopOf(back) },
      ...{ price: priceOf(data.price), differenceFen, changedAt },
    }),
  }),
  publicEvent({
    type: 'reservation.change-refused',
    source: reservationChangeRefusedV1,
    subject,
    meaning: { en: 'A change was refused: the promise before it stays.', zh: '变更被拒绝，原预订保持不变。' },
    schema: Type.Object({
      ...Reservation,
      reasons: Reasons,
      refusedAt: At('Refused'),
    }),
    sample: {
      ...reservation,
      reasons,
      refusedAt: '2026-03-01T04:00:00.000Z',
    },
    view: ({ reasons: given, refusedAt, ...data }) => ({
      ...reservationOf(data),
      ...{ reasons: neutralReasons(given), refusedAt },
    }),
  }),
  publicEvent({
    type: 'reservation.ready',
    source: reservationReadiedV1,
    subject,
    meaning: { en: 'A vehicle is set aside for the pick-up.', zh: '车辆已备妥，等待取车。' },
    schema: Type.Object({
      ...Reservation,
      vehicleId: Id('Vehicle'),
      readyAt: At('Ready'),
    }),
    sample: { ...reservation, vehicleId: VEHICLE, readyAt: '2026-03-01T10:00:00.000Z' },
    view: ({ vehicleId, readiedAt: readyAt, ...data }) => ({
      ...reservationOf(data),
      ...{ vehicleId, readyAt },
    }),
  }),
  publicEvent({
    type: 'reservation.cancelled',
    source: reservationCancelledV1,
    subject,
    meaning: { en: 'The reservation was cancelled.', zh: '预订已取消。' },
    schema: Type.Object({
      ...Reservation,
      by: Type.Unsafe<'customer' | 'company'>({ type: 'string', enum: ['customer', 'company'] }),
      feeFen: Fen('Cancellation fee'),
      cancelledAt: At('Cancelled'),
    }),
    sample: {
      ...reservation,
      by: 'customer',
      feeFen: 0,
      cancelledAt: '2026-03-01T06:00:00.000Z',
    },
    view: ({ reason: by, feeFen, cancelledAt, ...data }) => ({
      ...reservationOf(data),
      ...{ by, feeFen, cancelledAt },
    }),
  }),
  publicEvent({
    type: 'reservation.no-show',
    source: reservationNoShowV1,
    subject,
    meaning: { en: 'Nobody came for the vehicle.', zh: '客户未到店取车。' },
    schema: Type.Object({
      ...Reservation,
      pickUp: Stop,
      feeFen: Fen('No-show fee'),
      noShowAt: At('Declared'),
    }),
    sample: {
      ...reservation,
      pickUp: booking.pickUp,
      feeFen: 19800,
      noShowAt: '2026-03-02T06:00:00.000Z',
    },
    view: ({ pickUp, feeFen, noShowAt, ...data }) => ({
      ...reservationOf(data),
      ...{ pickUp: stopOf(pickUp), feeFen, noShowAt },
    }),
  }),
];
