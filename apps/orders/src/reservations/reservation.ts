import type { CapacityRefusedV1, GatePoint, Price, ReservationSubmittedV1 } from '@houtai/event-catalogue';
import type { Fen, Instant } from '@houtai/domain-kit';
import type { OfPartner } from '../partners/of-partner';
import type { Notice } from '../pricing/cancellation-fee';
import type { CancellationTier } from '../pricing/rate-plan';
import type { Stop } from '../pricing/quote';
import type { FailedRule } from './qualification';

export type Channel = ReservationSubmittedV1['channel'];
export type Alternative = CapacityRefusedV1['alternatives'][number];

/** What is promised: a class, a time, two branches, and the price as it was computed then. */
export interface Terms {
  classCode: string;
  pickUp: Stop;
  return: Stop;
  price: Price;
  /** Classes the driver may drive; absent in what a release before there was the field took. */
  allowedClasses?: string[];
}

export interface Booking extends Terms, Partial<OfPartner> {
  reservationId: string;
  /** For people, `R7KM-9QXD-F`. */
  number: string;
  customerId: string;
  channel: Channel;
  /** Of the partner's contract at submission: changes are priced by it as well. */
  priceGroup?: string;
  /** By that contract the papers of the customer are looked at when the vehicle is handed over, and not before. */
  identityAtPickUp?: boolean;
  submittedAt: Instant;
}

/** The last change asked for; at most one waits for its answer. */
export interface Change {
  changeId: string;
  status: 'pending' | 'accepted' | 'refused';
  terms: Terms;
  /** New total less old total. */
  differenceFen: Fen;
  requestedAt: Instant;
  /** Without an answer by then the change is refused. */
  expiresAt: Instant;
  reasons?: FailedRule[];
}

/** The vehicle that dispatch bound to the reservation. */
export interface Binding {
  allocationId: string;
  vehicleId: string;
  allocatedAt: Instant;
}

/** The last handover that the gate refused. */
export interface RefusedHandover {
  vehicleId: string;
  points: GatePoint[];
  at: Instant;
  /** The customer came, and on that or an earlier try the vehicle was not in order. */
  companyFailed: boolean;
}

export interface Cancellation {
  reason: 'customer' | 'company';
  /** Why, in words; the company always says it. */
  note?: string;
  feeFen: Fen;
  noticeHours: number;
}

interface Promised extends Booking {
  confirmedAt: Instant;
  change?: Change;
  /** What leaving would have been measured by at each change that was accepted. */
  earlierNotices?: Notice[];
  refusedHandover?: RefusedHandover;
}

export type Submitted = Booking & {
  status: 'submitted';
  holdExpiresAt: Instant;
  /** Rules that the customer breaks, and that come out with the answer of dispatch. */
  unsaid?: FailedRule[];
};
export type Confirmed = Promised & { status: 'confirmed' };
export type Ready = Promised & { status: 'ready'; readiedAt: Instant; binding: Binding };
export type Ended =
  | (Booking & { status: 'rejected'; reasons: FailedRule[]; alternatives: Alternative[]; endedAt: Instant })
  | (Booking & { status: 'expired'; endedAt: Instant })
  | (Booking & {
      status: 'cancelled';
      cancellation: Cancellation;
      endedAt: Instant;
      confirmedAt?: Instant;
      /** Since when nothing of the fee is owed. */
      feeSettledAt?: Instant;
    })
  | (Promised & { status: 'no-show'; feeFen: Fen; endedAt: Instant; feeSettledAt?: Instant })
  | (Promised & { status: 'converted'; binding: Binding; agreementId: string; endedAt: Instant });

/** A reservation (预订单): a wish that becomes a promise and ends in an agreement, or without one. */
export type Reservation = { status: 'none' } | Submitted | Confirmed | Ready | Ended;

export type Taken = Exclude<Reservation, { status: 'none' }>;
export type ReservationStatus = Taken['status'];
export const RESERVATION_STATUSES = [
  'submitted',
  'confirmed',
  'ready',
  'converted',
  'rejected',
  'expired',
  'cancelled',
  'no-show',
] as const satisfies readonly ReservationStatus[];

export type ReservationCommand =
  | {
      type: 'SubmitReservation';
      reservationId: string;
      number: string;
      customerId: string;
      channel: Channel;
      ofPartner?: OfPartner;
      priceGroup?: string;
      identityAtPickUp?: boolean;
      terms: Terms;
      failedRules: FailedRule[];
      /** Whoever asks shall not tell by the answer how somebody stands, or whether they are known. */
      saidLater?: boolean;
      holdExpiresAt: Instant;
      at: Instant;
    }
  | { type: 'RejectReservation'; reason: string; at: Instant }
  | { type: 'AcceptCapacity'; changeId?: string; at: Instant }
  | {
      type: 'RefuseCapacity';
      changeId?: string;
      reasons: FailedRule[];
      alternatives: Alternative[];
      at: Instant;
    }
  | { type: 'ExpireReservation'; at: Instant }
  | {
      type: 'RequestChange';
      changeId: string;
      terms: Terms;
      failedRules: FailedRule[];
      expiresAt: Instant;
      at: Instant;
    }
  | { type: 'ExpireChange'; at: Instant }
  | { type: 'BindVehicle'; allocationId: string; vehicleId: string; at: Instant }
  | { type: 'ReleaseVehicle'; allocationId: string; at: Instant }
  | {
      type: 'CancelReservation';
      reason: 'customer' | 'company';
      note?: string;
      tiers: readonly CancellationTier[];
      /** The vehicle bound to it, if one is, could be handed over now. */
      vehicleInOrder: boolean;
      at: Instant;
    }
  | {
      type: 'DeclareNoShow';
      tiers: readonly CancellationTier[];
      graceHours: number;
      /** The timer, for which somebody else may have been faster. */
      byClock?: boolean;
      vehicleInOrder: boolean;
      at: Instant;
    }
  /** `points` is what the gate found not to be in order. */
  | {
      type: 'ConvertReservation';
      agreementId: string;
      earlyMinutes: number;
      points: GatePoint[];
      at: Instant;
    }
  | { type: 'SettleFee'; at: Instant };

export type ReservationEvent =
  | {
      type: 'ReservationSubmitted';
      booking: Booking;
      holdExpiresAt: Instant;
      unsaid?: FailedRule[];
      at: Instant;
    }
  | {
      type: 'ReservationRejected';
      booking: Booking;
      reasons: FailedRule[];
      alternatives: Alternative[];
      at: Instant;
    }
  | { type: 'ReservationConfirmed'; at: Instant }
  | { type: 'ReservationExpired'; at: Instant }
  | { type: 'ReservationChangeRequested'; change: Change; at: Instant }
  | { type: 'ReservationChanged'; at: Instant }
  | { type: 'ReservationChangeRefused'; reasons: FailedRule[]; at: Instant }
  | { type: 'ReservationReadied'; binding: Binding; at: Instant }
  | { type: 'VehicleReleased'; allocationId: string; at: Instant }
  | { type: 'ReservationCancelled'; cancellation: Cancellation; at: Instant }
  | { type: 'ReservationNoShow'; feeFen: Fen; at: Instant }
  | { type: 'ReservationConverted'; agreementId: string; at: Instant }
  | { type: 'HandoverRefused'; vehicleId: string; points: GatePoint[]; at: Instant }
  | { type: 'FeeSettled'; at: Instant };
