import { Type } from '@sinclair/typebox';
import {
  agreementClosedV1,
  agreementOpenedV1,
  agreementOverdueV1,
  agreementSettledV1,
  vehicleReturnedV1,
} from '@houtai/event-catalogue';
import { At, Fen, Id, Line, Own, Wish } from './fields';
import { linesOf, ownOf, stopOf } from './neutral-view';
import { publicEvent, type PublicEvent } from './public-event';
import { AGREEMENT, BRANCH, lines, own, RESERVATION, VEHICLE, wish } from './samples';

const subject = 'rental';
const Rental = { agreementId: Id('Rental agreement'), reservationId: Id('Reservation'), ...Own };
const rental = { agreementId: AGREEMENT, reservationId: RESERVATION, ...own };

/** What happens to a rental from the handover to its close; each names the reservation it came from. */
export const RENTAL_EVENTS: readonly PublicEvent[] = [
  publicEvent({
    type: 'rental.started',
    source: agreementOpenedV1,
    subject,
    meaning: { en: 'The vehicle was handed over.', zh: '车辆已交付，租赁开始。' },
    schema: Type.Object({ ...Rental, ...Wish, vehicleId: Id('Vehicle'), startedAt: At('Handed over') }),
    sample: { ...rental, ...wish, vehicleId: VEHICLE, startedAt: '2026-03-02T02:05:00.000Z' },
    view: ({
      agreementId,
      reservationId,
      classCode,
      pickUp,
      return: back,
      vehicleId,
      openedAt,
      ...data
    }) => ({
      ...ownOf(data),
      ...{ agreementId, reservationId, classCode, vehicleId, startedAt: openedAt },
      ...{ pickUp: stopOf(pickUp), return: stopOf(back) },
    }),
  }),
  publicEvent({
    type: 'rental.overdue',
    source: agreementOverdueV1,
    subject,
    meaning: { en: 'The vehicle should have been returned by now.', zh: '车辆逾期未还。' },
    schema: Type.Object({ ...Rental, dueAt: At('Due'), overdueAt: At('Declared') }),
    sample: { ...rental, dueAt: '2026-03-03T02:00:00.000Z', overdueAt: '2026-03-03T02:30:00.000Z' },
    view: ({ agreementId, reservationId, dueAt, overdueAt, ...data }) => ({
      ...ownOf(data),
      ...{ agreementId, reservationId, dueAt, overdueAt },
    }),
  }),
  publicEvent({
    type: 'rental.returned',
    source: vehicleReturnedV1,
    subject,
    meaning: { en: 'The vehicle is back.', zh: '车辆已归还。' },
    schema: Type.Object({
      ...Rental,
      branchId: Id('Branch of return'),
      returnedAt: At('Returned'),
      lateMinutes: Type.Integer({ minimum: 0 }),
    }),
    sample: { ...rental, branchId: BRANCH, returnedAt: '2026-03-03T02:00:00.000Z', lateMinutes: 0 },
    view: ({ agreementId, reservationId, branchId, returnedAt, lateMinutes, ...data }) => ({
      ...ownOf(data),
      ...{ agreementId, reservationId, branchId, returnedAt, lateMinutes },
    }),
  }),
  publicEvent({
    type: 'rental.settled',
    source: agreementSettledV1,
    subject,
    meaning: { en: 'The charges of the rental are final.', zh: '租赁费用已结算。' },
    schema: Type.Object({
      ...Rental,
      currency: Type.Literal('CNY'),
      charges: Type.Array(Line),
      totalFen: Fen('Sum of the charges'),
      settledAt: At('Settled'),
    }),
    sample: {
      ...rental,
      currency: 'CNY' as const,
      charges: lines,
      totalFen: 19800,
      settledAt: '2026-03-03T03:00:00.000Z',
    },
    view: ({ agreementId, reservationId, currency, charges, totalFen, settledAt, ...data }) => ({
      ...ownOf(data),
      ...{ agreementId, reservationId, currency, charges: linesOf(charges), totalFen, settledAt },
    }),
  }),
  publicEvent({
    type: 'rental.closed',
    source: agreementClosedV1,
    subject,
    meaning: { en: 'Nothing of the rental is open any more.', zh: '租赁已结案。' },
    schema: Type.Object({ ...Rental, closedAt: At('Closed') }),
    sample: { ...rental, closedAt: '2026-03-20T02:00:00.000Z' },
    view: ({ agreementId, reservationId, closedAt, ...data }) => ({
      ...ownOf(data),
      ...{ agreementId, reservationId, closedAt },
    }),
  }),
];
