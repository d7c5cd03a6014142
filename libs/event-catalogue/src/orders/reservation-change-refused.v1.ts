import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';
import { RuleReason } from './price';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  changeId: Id('Change'),
  reasons: Type.Array(RuleReason, { minItems: 1 }),
  refusedAt: At('Refused'),
  ...ReservationNumber,
  ...OfPartner,
});

export type ReservationChangeRefusedV1 = Static<typeof schema>;

export const reservationChangeRefusedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'reservation-change-refused',
  meaning: 'A change could not be met; the reservation stays as it was.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    changeId: '0196f3a0-0000-7000-8000-000000000008',
    reasons: [{ rule: 'capacity', message: 'No vehicle of class compact is free for the whole time' }],
    refusedAt: '2026-02-21T02:00:01.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
