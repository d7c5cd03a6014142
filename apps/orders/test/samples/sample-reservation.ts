import { samplePrice, type Price } from '@houtai/event-catalogue';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import type { Booking, ReservationEvent, Terms } from '../../src/reservations/reservation';

/** A reservation of one workday, step by step: what specs start from. Times count from its submission. */
export const reservationId = '01900000-0000-7000-8000-000000000001';
export const number = 'R7KM-9QXD-F';
export const allocationId = '01900000-0000-7000-8000-000000000007';
export const changeId = '01900000-0000-7000-8000-000000000008';
const vehicleId = '01900000-0000-7000-8000-000000000003';
const here = '01900000-0000-7000-8000-000000000004';

export const submittedAt = '2026-02-20T02:00:00.000Z';
export const later = (minutes: number): Instant => addMinutes(submittedAt, minutes);

export const price: Price = samplePrice;
export const terms: Terms = {
  classCode: 'compact',
  pickUp: { branchId: here, at: '2026-03-02T02:00:00.000Z' },
  return: { branchId: here, at: '2026-03-03T02:00:00.000Z' },
  price,
};
export const longer: Terms = {
  ...terms,
  return: { branchId: here, at: '2026-03-03T05:00:00.000Z' },
  price: { ...price, totalFen: price.totalFen + 5_000 },
};

const booking: Booking = {
  reservationId,
  number,
  customerId: '01900000-0000-7000-8000-000000000002',
  channel: 'web',
  submittedAt,
  ...terms,
};

export const submitted: ReservationEvent = {
  type: 'ReservationSubmitted',
  booking,
  holdExpiresAt: later(15),
  at: submittedAt,
};
export const confirmed: ReservationEvent = { type: 'ReservationConfirmed', at: later(1) };
export const changeRequested: ReservationEvent = {
  type: 'ReservationChangeRequested',
  change: {
    changeId,
    status: 'pending',
    terms: longer,
    differenceFen: 5_000,
    requestedAt: later(10),
    expiresAt: later(25),
  },
  at: later(10),
};
export const bound: ReservationEvent = {
  type: 'ReservationReadied',
  binding: { allocationId, vehicleId, allocatedAt: later(30) },
  at: later(30),
};
export const cancelled: ReservationEvent = {
  type: 'ReservationCancelled',
  cancellation: { reason: 'customer', feeFen: 0, noticeHours: 48 },
  at: later(50),
};
