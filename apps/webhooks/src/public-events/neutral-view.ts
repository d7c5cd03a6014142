import type { ChargeLine, Price } from '@houtai/event-catalogue';

/** All that a partner learns of why something was refused: never what the company thinks of a person. */
export const NEUTRAL_REASONS = [
  'no-vehicle-available',
  'no-answer-in-time',
  'wish-not-possible',
  'customer-not-accepted',
] as const;
export type NeutralReason = (typeof NEUTRAL_REASONS)[number];

const NEUTRAL: Readonly<Record<string, NeutralReason>> = {
  capacity: 'no-vehicle-available',
  promise: 'no-vehicle-available',
  'vehicle-away': 'no-vehicle-available',
  'vehicle-on-rent': 'no-vehicle-available',
  'vehicle-unfit': 'no-vehicle-available',
  'vehicle-in-fleet': 'no-vehicle-available',
  'rental-under-way': 'no-vehicle-available',
  'answer-in-time': 'no-answer-in-time',
  interval: 'wish-not-possible',
  'known-branch': 'wish-not-possible',
  'known-class': 'wish-not-possible',
  'reservation-open': 'wish-not-possible',
};

/** A rule that is not named above may be about the person: it is told in the most neutral way there is. */
export function neutralReasons(reasons: readonly { rule: string }[]): NeutralReason[] {
  return [...new Set(reasons.map(({ rule }) => NEUTRAL[rule] ?? 'customer-not-accepted'))];
}

/** Charges without the words and days that stand beside them, the days of one price together: a body has a limit. */
export function linesOf(lines: readonly ChargeLine[]) {
  const merged = new Map<string, { code: string; quantity: number; unitFen: number; amountFen: number }>();
  for (const { code, quantity, unitFen, amountFen } of lines) {
    const key = `${code} ${unitFen}`;
    const before = merged.get(key) ?? { code, quantity: 0, unitFen, amountFen: 0 };
    merged.set(key, {
      ...before,
      quantity: before.quantity + quantity,
      amountFen: before.amountFen + amountFen,
    });
  }
  return [...merged.values()];
}

export function priceOf({ currency, lines, totalFen, rentalDepositFen, violationDepositFen }: Price) {
  return { currency, lines: linesOf(lines), totalFen, rentalDepositFen, violationDepositFen };
}

export function stopOf({ branchId, at }: { branchId: string; at: string }) {
  return { branchId, at };
}
