import type { Scores } from './survey';

/** A share of a whole, 0 to 1, with the interval in which the true share lies at 95 % confidence. */
export interface Share {
  value: number;
  low: number;
  high: number;
}

/** How satisfied customers are (analytics design, KPI table). What nobody answered is unknown: null. */
export interface Satisfaction {
  invited: number;
  answered: number;
  responseRate: Share | null;
  /** Scores of 4 and 5 among all answers. */
  csat: Share | null;
  /** Percentage of promoters minus percentage of detractors, -100 to 100. */
  nps: number | null;
}

/** Answers with the same scores, counted together. */
export interface Tally extends Scores {
  count: number;
}

const SATISFIED_FROM = 4;
const PROMOTER_FROM = 9;
const DETRACTOR_TO = 6;
const Z_95 = 1.959963984540054;

/** @param invited how many were asked; at least as many as answered */
export function satisfactionOf(invited: number, answers: readonly Tally[]): Satisfaction {
  const answered = total(answers);
  const satisfied = total(answers.filter(({ satisfaction }) => satisfaction >= SATISFIED_FROM));
  return {
    invited,
    answered,
    responseRate: wilson(answered, invited),
    csat: wilson(satisfied, answered),
    nps: netPromoterScore(answers),
  };
}

/** % of 9-10 minus % of 0-6, or null without answers. */
export function netPromoterScore(answers: readonly Tally[]): number | null {
  const answered = total(answers);
  if (answered === 0) return null;
  const promoters = total(answers.filter(({ recommendation }) => recommendation >= PROMOTER_FROM));
  const detractors = total(answers.filter(({ recommendation }) => recommendation <= DETRACTOR_TO));
  return (100 * (promoters - detractors)) / answered;
}

/**
 * Wilson score interval of `successes` among `trials` (E. B. Wilson, 1927): unlike the normal approximation it stays
 * within 0 and 1 and says something sensible for few answers. Null without trials.
 */
export function wilson(successes: number, trials: number): Share | null {
  if (trials === 0) return null;
  const value = successes / trials;
  const z2 = Z_95 * Z_95;
  const centre = (value + z2 / (2 * trials)) / (1 + z2 / trials);
  const reach =
    (Z_95 * Math.sqrt((value * (1 - value)) / trials + z2 / (4 * trials * trials))) / (1 + z2 / trials);
  // Nobody or everybody: the formula meets 0 or 1 exactly, a double only nearly.
  const low = successes === 0 ? 0 : Math.min(value, Math.max(0, centre - reach));
  const high = successes === trials ? 1 : Math.max(value, Math.min(1, centre + reach));
  return { value, low, high };
}

function total(tallies: readonly Tally[]): number {
  return tallies.reduce((sum, { count }) => sum + count, 0);
}
