import { Instant } from '@houtai/domain-kit';

/** One booking to play: what the customer will do, known beforehand to the player and to nobody else. */
export interface Booking {
  /** Stable within a run; idempotency keys are made of it. */
  number: number;
  submitAt: Instant;
  classCode: string;
  pickUp: { branchCode: string; at: Instant };
  return: { branchCode: string; at: Instant };
  channel: 'call-centre' | 'web' | 'app' | 'partner' | 'corporate' | 'walk-in';
  origin: string;
  /** Change requests before pick-up, in order. */
  changes: BookingChange[];
  ending: { kind: 'rental'; lateMinutes: number } | { kind: 'cancelled'; at: Instant } | { kind: 'no-show' };
  /** Class really handed over, where the data knows it. */
  assignedClassCode?: string;
}

export interface BookingChange {
  at: Instant;
  /** Moves the return by whole days; the decider of orders judges whether that is lawful. */
  returnDays: number;
}

/** A company to play on: everything that must be registered before the first booking. */
export interface Company {
  /** When its branches open and its vehicles join; before the first booking. */
  foundedAt: Instant;
  branches: { code: string; name: string; city: string; violationHoldDays: number }[];
  classes: {
    classCode: string;
    name: string;
    rank: number;
    minimumAge: number;
    licenceHeldMonths: number;
    workdayFen: number;
    depositFen: number;
  }[];
  vehicles: {
    plate: string;
    vin: string;
    classCode: string;
    branchCode: string;
    odometerKm: number;
    energy: 'petrol' | 'hybrid' | 'electric';
  }[];
}

export interface Scenario {
  name: string;
  company: Company;
  /** Sorted by `submitAt`. */
  bookings: Booking[];
}
