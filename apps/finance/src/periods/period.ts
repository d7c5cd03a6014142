import type { BusinessDay } from '@houtai/domain-kit';

/** An accounting month as a number: 202703. */
export type Yyyymm = number;

export type PeriodState = 'open' | 'closing' | 'closed';

export interface Period {
  yyyymm: Yyyymm;
  state: PeriodState;
  version: number;
}

export function periodOf(day: BusinessDay): Yyyymm {
  return Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
}

export function firstDayOf(period: Yyyymm): BusinessDay {
  const text = String(period);
  return `${text.slice(0, 4)}-${text.slice(4)}-01`;
}

export function addMonths(period: Yyyymm, months: number): Yyyymm {
  const index = Math.floor(period / 100) * 12 + (period % 100) - 1 + months;
  return Math.floor(index / 12) * 100 + (index % 12) + 1;
}

/** The day itself when its period takes it, else the first day of the period that stands in; none without any. */
export function postingDay(day: BusinessDay, takenBy: Yyyymm | undefined): BusinessDay | undefined {
  if (takenBy === undefined) return undefined;
  return takenBy === periodOf(day) ? day : firstDayOf(takenBy);
}
