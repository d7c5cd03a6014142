import type { Instant } from '@houtai/domain-kit';
import type { Reason, Subject } from '@houtai/event-catalogue';
import type { Drive } from '../drives/network';
import type { ClosedStop } from '../fleet/branch-times';
import type { SoldTerms } from '../partners/contract';
import type { ConflictKind } from '../planning/board';

export interface Stop {
  branchId: string;
  at: Instant;
}

/** What is asked for: a vehicle of a class from one place and time to another. */
export interface CapacityRequest {
  classCode: string;
  /** Classes the driver may drive: no upgrade, swap or alternative leaves them. Absent: orders did not say. */
  allowedClasses?: readonly string[];
  pickUp: Stop;
  return: Stop;
}

/** A hold that has no place yet. */
export interface WantedHold extends CapacityRequest {
  holdId: string;
  /** The change or other question it was asked for with. */
  changeId?: string;
  /** Due time plus turnaround of the branch of return. */
  untilAt: Instant;
  /** What else may be offered to who asks: a partner sells no more than its contract says. */
  offers?: SoldTerms;
  /** Its branch is closed by then; known of what is asked for. */
  closed?: ClosedStop;
}

/** On a vehicle, which may have to be driven to the pick-up first, or nowhere for the time being. */
export type Place = { vehicleId: string; drive?: Drive } | { conflict: ConflictKind };

export interface Hold extends WantedHold {
  /** Where it is in the plan, as it was when the reservation was locked. */
  place: Place;
}

/** The hold of a change that waits for orders' decision. */
export interface Proposal extends Hold {
  changeId: string;
}

export interface RefusalReason extends Reason {
  inTheWay?: Subject;
}

export interface Alternative extends CapacityRequest {
  /** Where a certain vehicle was asked for. */
  vehicleId?: string;
}

interface Refusal {
  reasons: RefusalReason[];
  alternatives: Alternative[];
}

export type ReleaseReason = 'rejected' | 'expired' | 'cancelled' | 'no-show' | 'completed';

/** The capacity one subject has: asked for, held, firm once its owner has confirmed it, of a rental in use after the handover. */
export type Capacity = { status: 'none' } | ({ subject: Subject } & KnownCapacity);

type KnownCapacity =
  /** Heard of, nothing answered yet. */
  | { status: 'unknown' }
  | { status: 'refused' }
  | { status: 'held' | 'firm'; hold: Hold; proposal?: Proposal }
  /** The proposal is its extension, or the vehicle it is to go on with. */
  | { status: 'in-use'; hold: Hold; proposal?: Proposal }
  | { status: 'ended'; reason: ReleaseReason };

export type HoldingCapacity = Extract<Capacity, { status: 'held' | 'firm' }>;

/** What there is no vehicle for; absent where the wish itself is at fault. */
interface Unserved {
  wish?: WantedHold;
}

export type Verdict =
  { held: true; hold: Hold } | ({ held: false; questionId?: string } & Unserved & Refusal);

export type CapacityCommand =
  | { type: 'HearOfSubject'; subject: Subject; at: Instant }
  /** Answers the question for something new with what the planner found. */
  | { type: 'AnswerSubmission'; verdict: Verdict; at: Instant }
  /** The hold counts from now on whatever happens; `hold` is there when none was known. */
  | { type: 'MakeFirm'; hold?: Hold; at: Instant }
  /** `verdict` is absent when there was no reason to look for a place. */
  | { type: 'AnswerChange'; changeId: string; verdict?: Verdict; at: Instant }
  /** The change holds; `hold` is there when no proposal for it was known. */
  | { type: 'AdoptChange'; changeId: string; hold?: Hold; at: Instant }
  | { type: 'DropChange'; changeId: string; at: Instant }
  /** The vehicle was handed over; `hold` is the use as the agreement says it. */
  | { type: 'StartUse'; hold: Hold; at: Instant }
  /** Answers a question about a rental under way. */
  | { type: 'AnswerUseChange'; questionId: string; verdict: Verdict; at: Instant }
  | { type: 'AdoptUseChange'; questionId: string; at: Instant }
  | { type: 'DropUseChange'; questionId: string; at: Instant }
  | { type: 'EndCapacity'; reason: ReleaseReason; at: Instant };

export type CapacityEvent = { at: Instant } & (
  | { type: 'SubjectHeardOf'; subject: Subject }
  | { type: 'CapacityHeld'; hold: Hold }
  | ({ type: 'CapacityRefused'; questionId?: string } & Unserved & Refusal)
  | { type: 'HoldMadeFirm' }
  | { type: 'ChangeHeld'; proposal: Proposal }
  | ({ type: 'ChangeRefused'; changeId: string } & Refusal)
  | { type: 'ChangeAdopted'; changeId: string }
  | { type: 'ChangeDropped'; changeId: string }
  | { type: 'UseStarted'; hold: Hold }
  | { type: 'UseChangeHeld'; proposal: Proposal }
  | ({ type: 'UseChangeRefused'; questionId: string } & Refusal)
  | { type: 'UseChangeAdopted' }
  | { type: 'UseChangeDropped' }
  /** `wasHeld` is false for what ended before it had any capacity. */
  | { type: 'CapacityEnded'; reason: ReleaseReason; wasHeld: boolean }
);
