import { toInstant, type Instant } from '@houtai/domain-kit';
import type { SubjectKind } from '@houtai/event-catalogue';
import type { Drive, Millis } from '../drives/network';

export type { Millis };

/** Half-open `[from, to)`. */
export interface Span {
  from: Millis;
  to: Millis;
}

/** A vehicle as the planner sees it: where it stands once its last finished rental is over. */
export interface PlanVehicle {
  id: string;
  classCode: string;
  /** Where it stands, or stood before the rental in progress. */
  branchId: string;
  /** Ready from here on, turnaround of the last return included. */
  freeFrom: Millis;
  /** While all required papers are valid; sorted, apart from each other. */
  fit: readonly Span[];
  grounded?: Span;
  /** False for one that was sold, and for one that nobody has registered yet: nobody counts on it. */
  inFleet?: boolean;
  /** It came back and was not inspected: expected to be ready at `freeFrom`, and not to be bound before. */
  awaitsCheckIn?: boolean;
}

/** One use of a vehicle that was promised or is under way. */
export interface PlanItem {
  id: string;
  pickUpBranchId: string;
  /** Null while it is open where the vehicle ends up (a pending change of the return): nothing may follow. */
  returnBranchId: string | null;
  from: Millis;
  /** Planned return: papers must be valid until here. */
  dueAt: Millis;
  /** Planned return plus turnaround: the vehicle is taken until here. */
  until: Millis;
  /** Classes whose vehicles may serve it; absent in the plan of one class, where any may. */
  classes?: readonly string[];
  /** Its present place; absent when it has none. */
  vehicleId?: string;
  /** Bound to its vehicle: not to be moved for the sake of others. */
  fixed: boolean;
  /** Handed over: a fact, not a plan. */
  started: boolean;
  /** Vehicles that a dispatcher has forbidden it. */
  forbidden?: readonly string[];
  /** A rental when absent. */
  subjectKind?: SubjectKind;
  /** Brings the vehicle to the pick-up: `from` and `pickUpBranchId` are then those of the drive (`driven.ts`). */
  drive?: Drive;
}

export interface Plan {
  vehicles: readonly PlanVehicle[];
  items: readonly PlanItem[];
}

/** A new place of an item as it is to be there; its `vehicleId` says where it has been, if anywhere. */
export interface Placement<Item extends PlanItem = PlanItem> {
  item: Item;
  vehicleId: string;
}

/**
 * The company itself has the vehicle: in the workshop, at an inspection, on the way. That vehicle and no other; it is with
 * nobody meanwhile, needs no papers, and rentals that have not begun give way to it.
 */
export function isOwnUse({ subjectKind = 'rental' }: Pick<PlanItem, 'subjectKind'>): boolean {
  return subjectKind !== 'rental';
}

export function overlap(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

export function instantOf(ms: Millis): Instant {
  return toInstant(new Date(ms));
}
