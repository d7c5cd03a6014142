import type { Drive } from '../drives/network';
import type { Millis } from '../drives/network';

/** Vehicles of a class that are free at a branch from an instant on. */
export interface Source {
  readonly branchId: string;
  readonly at: Millis;
  readonly count: number;
}

export interface Layer {
  readonly classCode: string;
  readonly sources: readonly Source[];
  /** Ways between branches, none slower or dearer than by way of a third. */
  readonly drives: readonly Drive[];
  /** No vehicle is driven elsewhere before it. */
  readonly notBefore: Millis;
}

/** A use of one vehicle, of one of several classes. */
export interface Demand {
  readonly id: string;
  readonly pickUpBranchId: string;
  /** Null: no vehicle comes back from it. */
  readonly returnBranchId: string | null;
  readonly from: Millis;
  readonly until: Millis;
  /** What each class would cost that may serve it, in fen. */
  readonly choices: readonly { readonly classCode: string; readonly costFen: number }[];
  /** What it costs to leave it; absent when it must be served. */
  readonly unservedFen?: number;
}

/** Plain data, so that it can go to another thread. */
export interface FlowProblem {
  readonly layers: readonly Layer[];
  readonly demands: readonly Demand[];
}

/** A vehicle of a class driven from branch to branch. */
export interface PlannedDrive {
  readonly classCode: string;
  readonly drive: Drive;
  readonly arrivesAt: Millis;
}
