import { businessDay, type Instant } from '@houtai/domain-kit';
import type { CustomerProfile } from '../customers/customer';
import { refuse } from '../orders.errors';
import { quote, type Stop } from '../pricing/quote';
import type { RatePlan } from '../pricing/rate-plan';
import type { Branch, VehicleClass } from '../reference-data/reference-data';
import { bookingFaults, type BookingFault, type BookingLimits } from './booking-window';
import { failedRules, type FailedRule } from './qualification';
import type { Terms } from './reservation';

export interface Wish {
  classCode: string;
  pickUp: Stop;
  return: Stop;
}

export interface Driver {
  profile: CustomerProfile;
  verified: boolean;
  blacklisted: boolean;
  hasUnpaidBalance: boolean;
}

/** All that a wish is judged by; what is not known is absent. */
export interface WishFacts {
  driver?: Driver;
  vehicleClass?: VehicleClass;
  pickUpBranch?: Branch;
  returnBranch?: Branch;
  plan?: RatePlan;
}

export type Assessment =
  { possible: false; faults: BookingFault[] } | { possible: true; terms: Terms; failedRules: FailedRule[] };

/**
 * Judges a wish: can it be booked at all, at which price, and may this customer drive it? Without a driver (a quote)
 * no qualification is checked. Throws `rate-plan-missing` when no price holds.
 * @param driverAsked the wish names a customer; an unknown one is a fault
 */
export function assessWish(
  wish: Wish,
  facts: WishFacts,
  about: { now: Instant; limits: BookingLimits; driverAsked: boolean },
): Assessment {
  const { vehicleClass, pickUpBranch, returnBranch, plan, driver } = facts;
  const faults = [
    ...(about.driverAsked && !driver ? [UNKNOWN_CUSTOMER] : []),
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
  return {
    possible: true,
    terms: { classCode, pickUp, return: dropOff, price },
    failedRules: driver
      ? failedRules({
          verified: driver.verified,
          birthDate: driver.profile.birthDate,
          licence: driver.profile.licence,
          blacklisted: driver.blacklisted,
          hasUnpaidBalance: driver.hasUnpaidBalance,
          vehicleClass,
          pickUpDay,
          returnDay: businessDay(dropOff.at, timeZone),
        })
      : [],
  };
}

const UNKNOWN_CUSTOMER: BookingFault = {
  field: 'customerId',
  rule: 'known-customer',
  message: { en: 'customerId is no known customer', zh: 'customerId 不是已知的客户' },
};
