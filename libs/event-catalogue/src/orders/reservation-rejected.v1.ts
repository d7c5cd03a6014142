import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, ClassCode, Stop } from '../fields';
import { Channel, RuleReason } from './price';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  classCode: ClassCode,
  pickUp: Stop('Pick-up'),
  return: Stop('Return'),
  channel: Channel,
  reasons: Type.Array(RuleReason, { minItems: 1 }),
  rejectedAt: At('Rejected'),
  ...ReservationNumber,
  ...OfPartner,
});

export type ReservationRejectedV1 = Static<typeof schema>;

export const reservationRejectedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'reservation-rejected',
  meaning: 'The wish cannot be met; every failed rule is named.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    classCode: 'compact',
    pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2026-03-02T02:00:00.000Z' },
    return: { branchId: '0196f3a0-0000-7000-8000-000000000005', at: '2026-03-03T02:00:00.000Z' },
    channel: 'partner',
    reasons: [{ rule: 'capacity', message: 'No vehicle of class compact is free for the whole time' }],
    rejectedAt: '2026-02-20T02:00:01.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
