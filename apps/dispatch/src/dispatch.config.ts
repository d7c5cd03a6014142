import { IsBoolean } from 'class-validator';
import { addHours, addMinutes, type Instant } from '@houtai/domain-kit';
import { FromEnv, IsWholeNumber, ServiceConfig } from '@houtai/service-host';

/** How often promises without a place are planned again. */
export interface RetryBackOff {
  firstSeconds: number;
  mostSeconds: number;
  /** So many of a class at once, at most. */
  budget: number;
}

export class DispatchConfig extends ServiceConfig {
  /** A class is promised, not a plate: a vehicle is bound only this long before the pick-up. */
  @FromEnv('HOUTAI_DISPATCH_FROZEN_HORIZON_HOURS')
  @IsWholeNumber(1, 24 * 14)
  frozenHorizonHours: number = 24;

  /** For a branch of which dispatch has not heard yet. */
  @FromEnv('HOUTAI_DISPATCH_DEFAULT_TURNAROUND_MINUTES')
  @IsWholeNumber(0)
  defaultTurnaroundMinutes: number = 60;

  /** An overdue vehicle is expected this much later than now, again and again until it is back. */
  @FromEnv('HOUTAI_DISPATCH_OVERDUE_EXTENSION_MINUTES')
  @IsWholeNumber(15)
  overdueExtensionMinutes: number = 240;

  /** So is a grounded vehicle that is not back in service at the time it was expected. */
  @FromEnv('HOUTAI_DISPATCH_GROUNDING_EXTENSION_MINUTES')
  @IsWholeNumber(15)
  groundingExtensionMinutes: number = 240;

  /** So is a returned vehicle that was not checked in at the time it was expected to be ready. */
  @FromEnv('HOUTAI_DISPATCH_CHECK_IN_EXTENSION_MINUTES')
  @IsWholeNumber(15)
  checkInExtensionMinutes: number = 60;

  /** A one-way rental that was not picked up so long after its time is no longer counted on to bring its vehicle anywhere. */
  @FromEnv('HOUTAI_DISPATCH_LATE_PICK_UP_MINUTES')
  @IsWholeNumber(0)
  latePickUpMinutes: number = 30;

  /** A promise without a vehicle is planned again after this time, then after twice as long each time. */
  @FromEnv('HOUTAI_DISPATCH_CONFLICT_RETRY_SECONDS')
  @IsWholeNumber(1)
  conflictRetrySeconds: number = 60;

  /** But at least this often, if nothing changes in its class before. */
  @FromEnv('HOUTAI_DISPATCH_CONFLICT_RETRY_MOST_SECONDS')
  @IsWholeNumber(1)
  conflictRetryMostSeconds: number = 7_200;

  /** So many promises of a class are planned again at once, at most. */
  @FromEnv('HOUTAI_DISPATCH_CONFLICT_RETRY_BUDGET')
  @IsWholeNumber(1)
  conflictRetryBudget: number = 200;

  /** Gives a promise that is due within the horizon and has no vehicle one of the next higher class. */
  @FromEnv('HOUTAI_DISPATCH_AUTOMATIC_UPGRADE')
  @IsBoolean()
  automaticUpgrade: boolean = true;

  /** All classes are planned together so long after the last time, if nothing calls for it before. */
  @FromEnv('HOUTAI_DISPATCH_RE_PLANNING_HOURS')
  @IsWholeNumber(1)
  rePlanningHours: number = 6;

  /** Most that the solver may take; the transaction waits, and ends after ten seconds without a statement. */
  @FromEnv('HOUTAI_DISPATCH_RE_PLANNING_SECONDS')
  @IsWholeNumber(1, 8)
  rePlanningSeconds: number = 8;

  /** Heap of the solver's thread; its own memory (WebAssembly) comes to it. */
  @FromEnv('HOUTAI_DISPATCH_RE_PLANNING_MEGABYTES')
  @IsWholeNumber(64)
  rePlanningMegabytes: number = 256;

  /** When more refused wishes are ahead the online gap is not stated: they cost the solver time and memory as promises do. */
  @FromEnv('HOUTAI_DISPATCH_HINDSIGHT_WISHES')
  @IsWholeNumber(0)
  hindsightWishes: number = 2_000;

  /** Most that the drives for one promise may cost, for each day of it begun, in fen. */
  @FromEnv('HOUTAI_DISPATCH_RELOCATION_MOST_FEN_PER_DAY')
  @IsWholeNumber(0)
  relocationMostFenPerDay: number = 10_000;

  /** Wishes that were refused are kept until so many days after the return that was wished for. */
  @FromEnv('HOUTAI_DISPATCH_REFUSED_WISH_DAYS')
  @IsWholeNumber(0, 3_650)
  refusedWishDays: number = 30;

  /** What was asked "what if" about may be committed this long: afterwards the plan is another one. */
  @FromEnv('HOUTAI_DISPATCH_WHAT_IF_MINUTES')
  @IsWholeNumber(1, 24 * 60)
  whatIfMinutes: number = 30;

  /** What was asked "what if" about and not decided is kept so many days. */
  @FromEnv('HOUTAI_DISPATCH_WHAT_IF_DAYS')
  @IsWholeNumber(1, 3_650)
  whatIfDays: number = 30;

  /** What was committed or discarded is kept so many days from then on; longer while it keeps a vehicle free. */
  @FromEnv('HOUTAI_DISPATCH_DECIDED_WHAT_IF_DAYS')
  @IsWholeNumber(1, 3_650)
  decidedWhatIfDays: number = 7;

  /** So long after the commit vehicles are kept free for a change that is still to be made in fleet. */
  @FromEnv('HOUTAI_DISPATCH_KEPT_FREE_HOURS')
  @IsWholeNumber(1, 24 * 31)
  keptFreeHours: number = 24;

  /** Pick-ups before this instant are bound to a vehicle. */
  horizon(now: Instant): Instant {
    return addHours(now, this.frozenHorizonHours);
  }

  /** A pick-up planned before this instant that was not made is missed. */
  missedBefore(now: Instant): Instant {
    return addMinutes(now, -this.latePickUpMinutes);
  }

  get whatIfRetention(): { days: number; decidedDays: number } {
    return { days: this.whatIfDays, decidedDays: this.decidedWhatIfDays };
  }

  get retryBackOff(): RetryBackOff {
    const { conflictRetrySeconds, conflictRetryMostSeconds, conflictRetryBudget } = this;
    return {
      firstSeconds: conflictRetrySeconds,
      mostSeconds: conflictRetryMostSeconds,
      budget: conflictRetryBudget,
    };
  }

  /** An upgrade is tried again when it was last tried before this instant. */
  lastRetryBefore(now: Instant): Instant {
    return addMinutes(now, -this.conflictRetrySeconds / 60);
  }

  /** When the joint plan was last made before this instant, it is due again. */
  lastPlanBefore(now: Instant): Instant {
    return addHours(now, -this.rePlanningHours);
  }
}
