import type { Instant } from '@houtai/domain-kit';
import type { Subject } from '@houtai/event-catalogue';
import { refuse } from '../dispatch.errors';
import type { WhatIfQuestion } from './what-if-question';

/** A promise as a what-if names it. */
export interface NamedPromise {
  readonly capacityHoldId: string;
  readonly subject: Subject;
  readonly pickUpBranchId: string;
  readonly from: Instant;
}

export interface ClassConsequences {
  readonly classCode: string;
  readonly promises: number;
  readonly moved: number;
  readonly lost: number;
  readonly served: number;
  readonly lostFirst: readonly NamedPromise[];
  readonly servedFirst: readonly NamedPromise[];
  readonly vehiclesMoved: readonly string[];
}

/** A promise that gets another vehicle of a class. */
export interface PromiseMove extends NamedPromise {
  readonly classCode: string;
  readonly fromVehicleId: string | null;
  /** Null for one of the vehicles that there are not yet. */
  readonly toVehicleId: string | null;
}

/** Why a move that was thought of was not made. */
export type LeftOutReason = 'ended' | 'under-way' | 'moved-meanwhile' | 'no-vehicle' | 'stays';
/** Why a promise that the change hits was not moved. */
export type RemainingReason =
  'under-way' | 'own-use' | 'branch-closed' | 'bound' | 'pinned' | 'no-other-vehicle';

export interface ToDoInFleet {
  readonly kind: 'close-branch' | 'take-vehicle-out' | 'move-vehicles';
  readonly branchIds: readonly string[];
  readonly vehicleIds: readonly string[];
  readonly from: Instant | null;
  readonly until: Instant | null;
}

/** What a commit did, and what it could not do. */
export interface Outcome {
  readonly moves: readonly PromiseMove[];
  readonly leftOut: readonly (PromiseMove & { readonly reason: LeftOutReason })[];
  readonly remaining: readonly (NamedPromise & { readonly reason: RemainingReason })[];
  readonly toDoInFleet: readonly ToDoInFleet[];
  /** Until when the vehicles to do are promised to nobody; null when there are none. */
  readonly keptFreeUntil: Instant | null;
}

export interface KeptWhatIf {
  readonly id: string;
  readonly status: 'open' | 'committed' | 'discarded';
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly commitBefore: Instant;
  readonly question: WhatIfQuestion;
  readonly classes: readonly ClassConsequences[];
  readonly moves: readonly PromiseMove[];
  readonly decidedBy: string | null;
  readonly decidedAt: Instant | null;
  readonly outcome: Outcome | null;
}

/**
 * Whether there is anything to commit: nothing where it was committed before.
 * @throws DomainError `what-if-discarded`, `what-if-needs-vehicles`, `what-if-expired`
 */
export function isToCommit({ status, question, commitBefore }: KeptWhatIf, now: Instant): boolean {
  if (status === 'committed') return false;
  if (status === 'discarded') refuse('what-if-discarded');
  if (question.addedVehicles !== undefined) refuse('what-if-needs-vehicles');
  if (now >= commitBefore) refuse('what-if-expired', { commitBefore });
  return true;
}
