import type { BusinessDay } from '@houtai/domain-kit';
import { reasonOf, type Reason, type ReasonFacts } from '@houtai/event-catalogue';
import type { LicenceClass } from '../customers/customer';
import type { VehicleClass } from '../reference-data/reference-data';

export const QUALIFICATION_RULES = [
  'identity-verified',
  'minimum-age',
  'licence-held-long-enough',
  'licence-class',
  'licence-valid-through-return',
  'not-blacklisted',
  'no-unpaid-balance',
  'no-unpaid-fees',
  'no-overdue-rental',
  'open-reservations',
] as const;
export type QualificationRule = (typeof QUALIFICATION_RULES)[number];

export type FailedRule = Reason;

/** How a customer stands with the company. */
export interface CustomerStanding {
  verified: boolean;
  blacklisted: boolean;
  /** A settled rental that is not paid in full. */
  hasUnpaidBalance: boolean;
  /** A fee for a cancellation or a no-show that is not paid. */
  owesFees: boolean;
  /** Out with a vehicle that should be back. */
  hasOverdueRental: boolean;
}

/** What the rules about a class ask of its driver. */
interface Capability {
  birthDate: BusinessDay;
  licence: { class: LicenceClass; issuedOn: BusinessDay; validTo: BusinessDay };
  vehicleClass: VehicleClass;
  pickUpDay: BusinessDay;
}

/** What the rules ask about a driver and a rental; days are those of the branch of pick-up. */
export interface Qualification extends CustomerStanding, Capability {
  returnDay: BusinessDay;
  /** Of a private customer who asks for another one: how many are open, and how many may be. */
  openReservations?: { count: number; most: number };
}

/** One reason for each rule that is broken; empty when the customer may drive this class (domain rules, "Qualification"). */
export function failedRules(facts: Qualification): FailedRule[] {
  return QUALIFICATION_RULES.flatMap((rule) => {
    const told = RULES[rule](facts);
    return told === undefined ? [] : [reasonOf(rule, told)];
  });
}

/** Codes of the classes that the driver may drive, whatever else speaks against the rental. */
export function allowedClasses(
  driver: Omit<Capability, 'vehicleClass'>,
  classes: readonly VehicleClass[],
): string[] {
  return classes
    .filter((vehicleClass) => CLASS_RULES.every((rule) => !RULES[rule]({ ...driver, vehicleClass })))
    .map(({ classCode }) => classCode);
}

/** What a class asks of its driver: another vehicle may help. */
export const CLASS_RULES = ['minimum-age', 'licence-held-long-enough', 'licence-class'] as const;
type ClassRule = (typeof CLASS_RULES)[number];

/** What a broken rule tells; undefined where it holds. */
const RULES: Record<ClassRule, (facts: Capability) => ReasonFacts | undefined> &
  Record<QualificationRule, (facts: Qualification) => ReasonFacts | undefined> = {
  'identity-verified': ({ verified }) => (verified ? undefined : {}),

  'minimum-age': ({ birthDate, pickUpDay, vehicleClass: { minimumAge, classCode } }) =>
    fullMonths(birthDate, pickUpDay) >= minimumAge * 12 ? undefined : { minimumAge, classCode },

  'licence-held-long-enough': ({ licence, pickUpDay, vehicleClass: { licenceHeldMonths, classCode } }) =>
    fullMonths(licence.issuedOn, pickUpDay) >= licenceHeldMonths
      ? undefined
      : { months: licenceHeldMonths, classCode },

  // C2 covers automatic small cars only; every other class listed includes C1 (公安部令第162号, 附件1 准驾车型).
  'licence-class': ({ licence, vehicleClass: { automaticOnly, classCode } }) =>
    licence.class !== 'C2' || automaticOnly ? undefined : { classCode },

  'licence-valid-through-return': ({ licence, returnDay }) =>
    licence.validTo >= returnDay ? undefined : { validTo: licence.validTo, returnDay },

  'not-blacklisted': ({ blacklisted }) => (blacklisted ? {} : undefined),

  'no-unpaid-balance': ({ hasUnpaidBalance }) => (hasUnpaidBalance ? {} : undefined),

  'no-unpaid-fees': ({ owesFees }) => (owesFees ? {} : undefined),

  'no-overdue-rental': ({ hasOverdueRental }) => (hasOverdueRental ? {} : undefined),

  'open-reservations': ({ openReservations }) =>
    openReservations && openReservations.count >= openReservations.most
      ? { most: openReservations.most }
      : undefined,
};

/** Full calendar months from one day to another; a month that has no such day ends with its last. */
function fullMonths(from: BusinessDay, to: BusinessDay): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  const lastDay = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  return toDay >= Math.min(fromDay, lastDay) ? months : months - 1;
}
