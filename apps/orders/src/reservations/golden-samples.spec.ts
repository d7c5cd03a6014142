import {
  handoverRefusedV1,
  reservationCancelledV1,
  reservationChangeRefusedV1,
  reservationChangeRequestedV1,
  reservationChangedV1,
  reservationConfirmedV1,
  reservationConvertedV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationReadiedV1,
  reservationRejectedV1,
  reservationSubmittedV1,
  type EventDefinition,
} from '@houtai/event-catalogue';
import { number } from '../../test/samples/sample-reservation';
import type { Booking, Change, ReservationEvent, Taken } from './reservation';
import { publishReservation } from './reservation.publish';

const { holdExpiresAt, submittedAt, ...wish } = reservationSubmittedV1.sample;
const booking: Booking = { ...wish, submittedAt, number };
const asked = reservationChangeRequestedV1.sample;
const change: Change = {
  changeId: asked.changeId,
  status: 'pending',
  terms: {
    classCode: asked.classCode,
    allowedClasses: asked.allowedClasses,
    pickUp: asked.pickUp,
    return: asked.return,
    price: asked.price,
  },
  differenceFen: asked.differenceFen,
  requestedAt: asked.requestedAt,
  expiresAt: asked.requestedAt,
};
const confirmed: Taken = { ...booking, status: 'confirmed', confirmedAt: submittedAt, change };
const submitted: Taken = { ...booking, status: 'submitted', holdExpiresAt };
const { reasons, rejectedAt } = reservationRejectedV1.sample;
const refused = reservationChangeRefusedV1.sample;
const { vehicleId, readiedAt } = reservationReadiedV1.sample;
const { reason, feeFen, noticeHours, cancelledAt } = reservationCancelledV1.sample;
const noShow = reservationNoShowV1.sample;
const { refusedAt } = handoverRefusedV1.sample;
const { agreementId, convertedAt } = reservationConvertedV1.sample;

describe('what reservations publish are the golden samples of the catalogue', () => {
  it.each<[EventDefinition, ReservationEvent, Taken]>([
    [
      reservationSubmittedV1,
      { type: 'ReservationSubmitted', booking, holdExpiresAt, at: submittedAt },
      submitted,
    ],
    [
      reservationRejectedV1,
      { type: 'ReservationRejected', booking, reasons, alternatives: [], at: rejectedAt },
      { ...booking, status: 'rejected', reasons, alternatives: [], endedAt: rejectedAt },
    ],
    [
      reservationConfirmedV1,
      { type: 'ReservationConfirmed', at: reservationConfirmedV1.sample.confirmedAt },
      confirmed,
    ],
    [
      reservationExpiredV1,
      { type: 'ReservationExpired', at: reservationExpiredV1.sample.expiredAt },
      { ...booking, status: 'expired', endedAt: holdExpiresAt },
    ],
    [
      reservationChangeRequestedV1,
      { type: 'ReservationChangeRequested', change, at: asked.requestedAt },
      confirmed,
    ],
    [
      reservationChangedV1,
      { type: 'ReservationChanged', at: reservationChangedV1.sample.changedAt },
      confirmed,
    ],
    [
      reservationChangeRefusedV1,
      { type: 'ReservationChangeRefused', reasons: refused.reasons, at: refused.refusedAt },
      confirmed,
    ],
    [
      reservationReadiedV1,
      {
        type: 'ReservationReadied',
        binding: { allocationId: agreementId, vehicleId, allocatedAt: readiedAt },
        at: readiedAt,
      },
      confirmed,
    ],
    [
      reservationCancelledV1,
      {
        type: 'ReservationCancelled',
        cancellation: { reason, note: 'not for others', feeFen, noticeHours },
        at: cancelledAt,
      },
      confirmed,
    ],
    [
      reservationNoShowV1,
      { type: 'ReservationNoShow', feeFen: noShow.feeFen, at: noShow.noShowAt },
      confirmed,
    ],
    [
      handoverRefusedV1,
      { type: 'HandoverRefused', vehicleId, points: handoverRefusedV1.sample.points, at: refusedAt },
      confirmed,
    ],
    [reservationConvertedV1, { type: 'ReservationConverted', agreementId, at: convertedAt }, confirmed],
  ])('$type', (definition, event, after) => {
    expect(publishReservation(event, after)).toEqual({ event: definition, data: definition.sample });
  });
});
