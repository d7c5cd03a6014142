import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, FenAmount, ClassCode, Stop } from '../fields';
import { Channel } from './price';
import { OfPartner, sampleOfPartner } from './of-partner';
import { ReservationNumber, sampleReservationNumber } from './reservation-number';

const schema = Type.Object({
  reservationId: Id('Reservation'),
  customerId: Id('Customer'),
  classCode: ClassCode,
  channel: Channel,
  pickUp: Stop('Pick-up'),
  feeFen: FenAmount('No-show fee'),
  noShowAt: At('Declared'),
  ...ReservationNumber,
  ...OfPartner,
});

export type ReservationNoShowV1 = Static<typeof schema>;

export const reservationNoShowV1 = defineEvent({
  producer: 'orders',
  aggregate: 'reservation',
  name: 'reservation-no-show',
  meaning: 'Nobody came within the grace time; the vehicle is free for others.',
  schema,
  sample: {
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    classCode: 'compact',
    channel: 'partner',
    pickUp: { branchId: '0196f3a0-0000-7000-8000-000000000004', at: '2026-03-02T02:00:00.000Z' },
    feeFen: 13860,
    noShowAt: '2026-03-02T08:00:00.000Z',
    ...sampleReservationNumber,
    ...sampleOfPartner,
  },
});
