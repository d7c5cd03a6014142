import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, FenAmount, ClassCode, Choice, Stop } from '../fields';
import { Channel } from './price';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  customerId: Id('Customer'),
  classCode: ClassCode,
  channel: Channel,
  pickUp: Stop('Pick-up'),
  reason: Choice(['customer', 'company'], 'Who withdrew'),
  feeFen: FenAmount('Cancellation fee'),
  noticeHours: Type.Number({ description: 'Hours before the planned pick-up' }),
  cancelledAt: At('Cancelled'),
  ...ReservationNumber,
  ...OfPartner,
});

export type ReservationCancelledV1 = Static<typeof schema>;

export const reservationCancelledV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'reservation-cancelled',
  meaning: 'A reservation was cancelled; the fee follows from the notice given.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    classCode: 'compact',
    channel: 'partner',
    pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2026-03-02T02:00:00.000Z' },
    reason: 'customer',
    feeFen: 3960,
    noticeHours: 12,
    cancelledAt: '2026-03-01T14:00:00.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
