import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Choice, Id } from '../fields';
import { ReasonFields } from '../reason';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

/** One thing that was not in order: its rule by name, whom it concerns, and words a person understands. */
export const GatePoint = Type.Object({
  rule: ReasonFields.rule,
  concerns: Choice(
    ['vehicle', 'customer', 'time', 'inspection'],
    'What has to be mended: another vehicle helps only when it is the vehicle',
  ),
  message: ReasonFields.message,
  facts: ReasonFields.facts,
});

export type GatePoint = Static<typeof GatePoint>;

const schema = Type.Object({
  reservationId: Id('Reservation'),
  vehicleId: Id('Vehicle that stayed in the yard'),
  points: Type.Array(GatePoint, { minItems: 1 }),
  refusedAt: At('Refused'),
  ...ReservationNumber,
  ...OfPartner,
});

export type HandoverRefusedV1 = Static<typeof schema>;

export const handoverRefusedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'handover-refused',
  meaning:
    'A vehicle was not handed over because something was not in order; told once for each vehicle and set of points.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    vehicleId: '0196f3a0-0000-7000-8000-000000000003',
    points: [
      {
        rule: 'vehicle-grounded',
        concerns: 'vehicle',
        message: 'The vehicle is out of service: maintenance',
      },
    ],
    refusedAt: '2026-03-02T02:00:00.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
