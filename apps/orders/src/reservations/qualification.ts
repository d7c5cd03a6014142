import type { BusinessDay } from '@houtai/domain-kit';
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
] as const;
export type QualificationRule = (typeof QUALIFICATION_RULES)[number];

export interface FailedRule {
  rule: string;
  message: string;
}

/** What the rules ask about a driver and a rental; days are those of the branch of pick-up. */
export interface Qualification {
  verified: boolean;
  birthDate: BusinessDay;
  licence: { class: LicenceClass; issuedOn: BusinessDay; validTo: BusinessDay };
  blacklisted: boolean;
  hasUnpaidBalance: boolean;
  vehicleClass: VehicleClass;
  pickUpDay: BusinessDay;
  returnDay: BusinessDay;
}

/** One sentence for each rule that is broken; empty when the customer may drive this class (domain rules, "Qualification"). */
export function failedRules(facts: Qualification): FailedRule[] {
  return QUALIFICATION_RULES.flatMap((rule) => {
    const message = RULES[rule](facts);
    return message === undefined ? [] : [{ rule, message }];
  });
}

const RULES: Record<QualificationRule, (facts: Qualification) => string | undefined> = {
  'identity-verified': ({ verified }) =>
    verified ? undefined : 'Identity and driving licence are not verified',

  'minimum-age': ({ birthDate, pickUpDay, vehicleClass: { minimumAge, classCode } }) =>
    fullMonths(birthDate, pickUpDay) >= minimumAge * 12
      ? undefined
      : `The driver must be ${minimumAge} at pick-up for class ${classCode}`,

  'licence-held-long-enough': ({ licence, pickUpDay, vehicleClass: { licenceHeldMonths, classCode } }) =>
    fullMonths(licence.issuedOn, pickUpDay) >= licenceHeldMonths
      ? undefined
      : `The licence must be held for ${licenceHeldMonths} months at pick-up for class ${classCode}`,

  // C2 covers automatic small cars only; every other class listed includes C1 (公安部令第162号, 附件1 准驾车型).
  'licence-class': ({ licence, vehicleClass: { automaticOnly, classCode } }) =>
    licence.class !== 'C2' || automaticOnly
      ? undefined
      : `A C2 licence does not cover class ${classCode}: it has vehicles with manual gears`,

  'licence-valid-through-return': ({ licence, returnDay }) =>
    licence.validTo >= returnDay
      ? undefined
      : `The licence is valid until ${licence.validTo}, the rental ends on ${returnDay}`,

  'not-blacklisted': ({ blacklisted }) => (blacklisted ? 'The customer is blacklisted' : undefined),

  'no-unpaid-balance': ({ hasUnpaidBalance }) =>
    hasUnpaidBalance ? 'A former rental is not paid in full' : undefined,
};

/** Full calendar months from one day to another; a month that has no such day ends with its last. */
function fullMonths(from: BusinessDay, to: BusinessDay): number {
  const [fromYear = 0, fromMonth = 0, fromDay = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  const lastDay = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  return toDay >= Math.min(fromDay, lastDay) ? months : months - 1;
}
