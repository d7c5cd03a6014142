interface NeutralReason {
  rule: NeutralRule;
  message: string;
}

/** What a partner learns of a refusal, and no more: nothing of how somebody stands with the company, nor words of its staff. */
export const NEUTRAL_REASONS = {
  'customer-not-accepted': 'The customer cannot be accepted for this rental',
  capacity: 'No vehicle of the class is free for the whole time',
  'answer-in-time': 'Whether there is capacity was not known in time',
  'refused-by-company': 'The company refused the booking',
} as const;

export type NeutralRule = keyof typeof NEUTRAL_REASONS;

/** Rules of the house by what a partner may know of them. What is not listed tells that the company refused. */
const NEUTRAL: Readonly<Record<string, NeutralRule>> = {
  'identity-verified': 'customer-not-accepted',
  'minimum-age': 'customer-not-accepted',
  'licence-held-long-enough': 'customer-not-accepted',
  'licence-class': 'customer-not-accepted',
  'licence-valid-through-return': 'customer-not-accepted',
  'not-blacklisted': 'customer-not-accepted',
  'no-unpaid-balance': 'customer-not-accepted',
  'no-unpaid-fees': 'customer-not-accepted',
  'no-overdue-rental': 'customer-not-accepted',
  'open-reservations': 'customer-not-accepted',
  capacity: 'capacity',
  // Orders takes no such wish; only a closing that is told in between comes to this.
  'branch-open': 'capacity',
  'answer-in-time': 'answer-in-time',
};

/**
 * Reasons as a partner may read them, in their order, each once. Rules of age and licence stay unsaid as well: whoever
 * learns which one failed learns by whose papers it was judged, and so whether the person was known.
 */
export function neutralReasons(reasons: readonly { rule: string }[]): NeutralReason[] {
  const rules = reasons.map(({ rule }) => (Object.hasOwn(NEUTRAL, rule) ? NEUTRAL[rule] : undefined));
  return [...new Set(rules.map((rule) => rule ?? 'refused-by-company'))].map((rule) => ({
    rule,
    message: NEUTRAL_REASONS[rule],
  }));
}
