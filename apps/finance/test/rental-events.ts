import {
  agreementClosedV1,
  agreementOpenedV1,
  agreementSettledV1,
  reservationCancelledV1,
  samplePrice,
  type AgreementOpenedV1,
  type AgreementSettledV1,
  type ChargeLine,
} from '@houtai/event-catalogue';
import { addDays, addHours, type Fen, type Instant } from '@houtai/domain-kit';
import type { OutgoingEvent } from '@houtai/messaging';
import { testId } from '@houtai/testing';

export const BRANCH = testId(0xb1);
export const CUSTOMER = testId(0xc1);
export const VEHICLE = testId(0xd1);

export interface RentalWish {
  reservationId: string;
  pickUpAt: Instant;
  /** Gross amount of each rental day. */
  dayFen: readonly Fen[];
  /** Charges at settlement beside the rental days. */
  extras?: readonly ChargeLine[];
  depositFen?: Fen;
  /** Hours after the pick-up; default: when the last day is over. */
  settledAfterHours?: number;
  /** Rental days that are charged in the end; default: all. */
  chargedDays?: number;
}

export const charge = (code: ChargeLine['code'], amountFen: Fen, vatRateBp = 1300): ChargeLine => ({
  code,
  description: code,
  quantity: 1,
  unitFen: amountFen,
  amountFen,
  vatRateBp,
});

/** The events that orders publishes about one rental, in order, each with its business time. */
export function rentalEvents(wish: RentalWish): { event: OutgoingEvent; time: Instant }[] {
  const { reservationId, pickUpAt, dayFen, extras = [], depositFen = 300_000 } = wish;
  const rentalDays = dayFen.map((amountFen, n) => ({
    ...charge('rental-day', amountFen),
    day: addDays(pickUpAt, n).slice(0, 10),
    from: addDays(pickUpAt, n),
    to: addDays(pickUpAt, n + 1),
  }));
  const settledAt = addHours(pickUpAt, wish.settledAfterHours ?? dayFen.length * 24);
  const charges = [...rentalDays.slice(0, wish.chargedDays ?? dayFen.length), ...extras];
  const totalFen = charges.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const common = { agreementId: reservationId, reservationId, customerId: CUSTOMER, vehicleId: VEHICLE };
  const opened: AgreementOpenedV1 = {
    ...agreementOpenedV1.sample,
    ...common,
    pickUp: { branchId: BRANCH, at: pickUpAt },
    return: { branchId: BRANCH, at: addDays(pickUpAt, dayFen.length) },
    price: { ...samplePrice, lines: rentalDays, rentalDepositFen: depositFen, violationDepositFen: 200_000 },
    openedAt: pickUpAt,
  };
  const settled: AgreementSettledV1 = {
    ...agreementSettledV1.sample,
    ...common,
    branchId: BRANCH,
    charges,
    totalFen,
    captureFen: Math.min(totalFen, depositFen),
    openedAt: pickUpAt,
    returnedAt: settledAt,
    settledAt,
  };
  const closed = { ...common, closedAt: addDays(settledAt, 15) };
  return [
    {
      event: { event: agreementOpenedV1, key: reservationId, aggregateVersion: 1, data: opened },
      time: pickUpAt,
    },
    {
      event: { event: agreementSettledV1, key: reservationId, aggregateVersion: 2, data: settled },
      time: settledAt,
    },
    {
      event: { event: agreementClosedV1, key: reservationId, aggregateVersion: 3, data: closed },
      time: closed.closedAt,
    },
  ];
}

export function cancellation(
  reservationId: string,
  feeFen: Fen,
  cancelledAt: Instant,
): { event: OutgoingEvent; time: Instant } {
  const data = { ...reservationCancelledV1.sample, reservationId, customerId: CUSTOMER, feeFen, cancelledAt };
  return {
    event: { event: reservationCancelledV1, key: reservationId, aggregateVersion: 3, data },
    time: cancelledAt,
  };
}
