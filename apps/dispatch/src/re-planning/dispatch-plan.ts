import type { Instant } from '@houtai/domain-kit';
import type { PlanFigures } from './plan-figures';

/** A promise that is to get a vehicle of a class. */
export interface Move {
  readonly itemId: string;
  readonly reservationId: string;
  /** Absent when it had no vehicle. */
  readonly fromClass?: string;
  readonly toClass: string;
}

/** Milliseconds that an answer takes, asked again of promises that there are. */
export interface AnswerTimes {
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface ProposedRelocation {
  readonly classCode: string;
  readonly fromBranchId: string;
  readonly toBranchId: string;
  readonly departsAt: Instant;
  readonly arrivesAt: Instant;
}

export type PlanReason = 'due' | 'conflict' | 'asked';

/** A run of the optimiser. */
export interface DispatchPlan extends PlanFigures {
  readonly id: string;
  readonly reason: PlanReason;
  readonly askedBy: string | null;
  readonly measuredAt: Instant;
  /** Promises that could have been moved. */
  readonly promises: number;
  /** Wishes that were refused and whose pick-up is still ahead; null when there were too many to be weighed. */
  readonly refusedWishes: number | null;
  /** Of these so many fit beside all that the joint plan serves; null when its time was over. */
  readonly couldBeServed: number | null;
  /** The solver had a plan before its time was over. */
  readonly inTime: boolean;
  readonly answerMs: AnswerTimes | null;
  /** Made. */
  readonly moves: readonly Move[];
  /** For a dispatcher to decide. */
  readonly relocations: readonly ProposedRelocation[];
}
