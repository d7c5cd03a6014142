import { addDays, type Instant } from '@houtai/domain-kit';
import type { Stop } from '../pricing/quote';
import { isOpenAt } from '../reference-data/opening-hours';
import type { Branch } from '../reference-data/reference-data';

export interface BookingLimits {
  maxRentalDays: number;
  /** How far ahead a pick-up may lie. */
  bookingHorizonDays: number;
  /** Vehicles are handed over and returned outside opening hours too. */
  nightService: boolean;
}

/** What a wish is checked against; what the read models do not know is absent. */
export interface BookingFacts {
  now: Instant;
  classKnown: boolean;
  pickUpBranch?: Branch;
  returnBranch?: Branch;
  limits: BookingLimits;
}

export interface BookingFault {
  field: string;
  rule: string;
  message: { en: string; zh: string };
}

/** Every reason why a place and time cannot be booked at all, at once; empty when it can. */
export function bookingFaults(
  wish: { classCode: string; pickUp: Stop; return: Stop },
  facts: BookingFacts,
): BookingFault[] {
  const { pickUp, return: dropOff } = wish;
  const { now, limits, pickUpBranch, returnBranch } = facts;
  const faults: BookingFault[] = [];
  const fault = (field: string, rule: string, en: string, zh: string) =>
    faults.push({ field, rule, message: { en: `${field} ${en}`, zh: `${field} ${zh}` } });

  if (!facts.classKnown) fault('classCode', 'known-class', 'is no known vehicle class', '不是已知的车型组');
  if (!pickUpBranch) fault('pickUp.branchId', 'known-branch', 'is no known branch', '不是已知的门店');
  if (!returnBranch) fault('return.branchId', 'known-branch', 'is no known branch', '不是已知的门店');
  if (pickUp.at < now) fault('pickUp.at', 'in-the-future', 'lies in the past', '早于当前时间');
  if (pickUp.at > addDays(now, limits.bookingHorizonDays)) {
    fault(
      'pickUp.at',
      'booking-horizon',
      `must be at most ${limits.bookingHorizonDays} days ahead`,
      `最多可提前 ${limits.bookingHorizonDays} 天预订`,
    );
  }
  if (dropOff.at <= pickUp.at)
    fault('return.at', 'after-pick-up', 'must be after pickUp.at', '必须晚于 pickUp.at');
  if (dropOff.at > addDays(pickUp.at, limits.maxRentalDays)) {
    fault(
      'return.at',
      'maximum-duration',
      `must be at most ${limits.maxRentalDays} days after pickUp.at`,
      `距 pickUp.at 不得超过 ${limits.maxRentalDays} 天`,
    );
  }
  for (const [field, branch, at] of [
    ['pickUp.branchId', pickUpBranch, pickUp.at],
    ['return.branchId', returnBranch, dropOff.at],
  ] as const) {
    const closedFrom = branch?.closedFrom;
    if (!closedFrom || at < closedFrom) continue;
    fault(field, 'open-branch', `is closed from ${closedFrom} on`, `自 ${closedFrom} 起关闭`);
  }
  if (!limits.nightService) {
    for (const [field, branch, at] of [
      ['pickUp.at', pickUpBranch, pickUp.at],
      ['return.at', returnBranch, dropOff.at],
    ] as const) {
      if (!branch || isOpenAt(branch, at)) continue;
      const hours = `${branch.opensAt}-${branch.closesAt}`;
      fault(
        field,
        'within-opening-hours',
        `is outside the opening hours of the branch (${hours} ${branch.timeZone})`,
        `不在门店营业时间内（${hours} ${branch.timeZone}）`,
      );
    }
  }
  return faults;
}
