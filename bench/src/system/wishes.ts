import type { Company } from './company';

const DAY_MS = 86_400_000;
/** 10:00 in Shanghai, within everybody's opening hours. */
const FIRST_HOUR_UTC = 2;

export interface Window {
  /** First day of pick-up, counted from today. */
  readonly firstDay: number;
  readonly days: number;
}

/**
 * Bodies of `POST /api/v1/reservations`: every class and branch, one to four days, pick-ups spread evenly over the
 * window, one in seven returned at another branch. The same seed makes the same wishes.
 */
export class Wishes {
  private state: number;

  constructor(
    private readonly company: Company,
    private readonly window: Window,
    seed: number,
    private readonly today = Date.now(),
  ) {
    this.state = seed >>> 0;
  }

  next(): object {
    const { company, window } = this;
    const branchId = this.pick(company.branchIds);
    const day = Math.floor(this.today / DAY_MS) + window.firstDay + this.below(window.days);
    const from = day * DAY_MS + (FIRST_HOUR_UTC + this.below(8)) * 3_600_000;
    const to = from + (1 + this.below(4)) * DAY_MS;
    const elsewhere = this.below(7) === 0 ? this.pick(company.branchIds) : branchId;
    return {
      customerId: this.pick(company.customerIds),
      channel: 'web',
      classCode: this.pick(company.classCodes),
      pickUp: { branchId, at: new Date(from).toISOString() },
      return: { branchId: elsewhere, at: new Date(to).toISOString() },
    };
  }

  private pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new Error('there is nothing to choose from');
    return value;
  }

  /** Mulberry32. */
  private below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }
}
