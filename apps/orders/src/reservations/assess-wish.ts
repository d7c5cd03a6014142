import { businessDay, type Instant } from '@houtai/domain-kit';
import type { CustomerProfile } from '../customers/customer';
import { refuse } from '../orders.errors';
import { quote, type Stop } from '../pricing/quote';
import type { RatePlan } from '../pricing/rate-plan';
import type { Branch, VehicleClass } from '../reference-data/reference-data';
import { bookingFaults, type BookingFault, type BookingLimits } from './booking-window';
import { allowedClasses, failedRules, type CustomerStanding, type FailedRule } from './qualification';
import type { Terms } from './reservation';

export interface Wish {
  classCode: string;
  pickUp: Stop;
  return: Stop;
}

export interface Driver extends CustomerStanding {
  profile: CustomerProfile;
  /** Submitted, confirmed or ready; counted up to the limit only. */
  openReservations: number;
}

/** All that a wish is judged by; what is not known is absent. */
export interface WishFacts {
  driver?: Driver;
  /** All that there are. */
  classes: readonly VehicleClass[];
  pickUpBranch?: Branch;
  returnBranch?: Branch;
  plan?: RatePlan;
  /** A number that no reservation has, where one was to be drawn. */
  number?: string;
}

export type Assessment =
  { possible: false; faults: BookingFault[] } | { possible: true; terms: Terms; failedRules: FailedRule[] };

/** What is asked of whoever is to drive. */
export interface AskedOfDriver {
  /** The wish names a customer; an unknown one is a fault. */
  driverAsked: boolean;
  /** What is wrong with how the customer was named, instead of that they are unknown. */
  driverFaults?: readonly BookingFault[];
  /** How many open reservations the customer may have beside this one; no limit when absent. */
  mostOpen?: number;
  /** Identity and licence are looked at when the vehicle is handed over, not now. */
  identityAtPickUp?: boolean;
}

/**
 * Judges a wish: can it be booked at all, at which price, and may this customer drive it? Without a driver (a quote)
 * no qualification is checked. Throws `rate-plan-missing` when no price holds.
 */
export function assessWish(
  wish: Wish,
  facts: WishFacts,
  about: { now: Instant; limits: BookingLimits } & AskedOfDriver,
): Assessment {
  const { pickUpBranch, returnBranch, plan, driver } = facts;
  const vehicleClass = facts.classes.find(({ classCode }) => classCode === wish.classCode);
  const faults = [
    ...(about.driverAsked && !driver ? (about.driverFaults ?? [UNKNOWN_CUSTOMER]) : []),
    ...bookingFaults(wish, {
      now: about.now,
      classKnown: vehicleClass !== undefined,
      pickUpBranch,
      returnBranch,
      limits: about.limits,
    }),
  ];
  if (faults.length > 0 || !vehicleClass || !pickUpBranch) return { possible: false, faults };

  const { timeZone } = pickUpBranch;
  const pickUpDay = businessDay(wish.pickUp.at, timeZone);
  const { classCode, pickUp, return: dropOff } = wish;
  if (!plan) {
    return refuse('rate-plan-missing', {
      classCode,
      day: pickUpDay,
    });
  }
  const price = quote({ pickUp, return: dropOff, timeZone, plan });
  const terms = { classCode, pickUp, return: dropOff, price };
  if (!driver) return { possible: true, terms, failedRules: [] };
  const { profile, openReservations: count, ...standing } = driver;
  const capability = { ...profile, pickUpDay };
  return {
    possible: true,
    terms: { ...terms, allowedClasses: allowedClasses(capability, facts.classes) },
    failedRules: failedRules({
      ...standing,
      ...capability,
      ...(about.identityAtPickUp && { verified: true }),
      vehicleClass,
      returnDay: businessDay(dropOff.at, timeZone),
      ...(about.mostOpen !== undefined && { openReservations: { count, most: about.mostOpen } }),
    }),
  };
}

const UNKNOWN_CUSTOMER: BookingFault = {
  field: 'customerId',
  rule: 'known-customer',
  message: { en: 'customerId is no known customer', zh: 'customerId 不是已知的客户' },
};
