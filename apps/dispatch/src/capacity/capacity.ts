import type { Instant } from '@houtai/domain-kit';

export interface Stop {
  branchId: string;
  at: Instant;
}

/** What is asked for: a vehicle of a class from one place and time to another. */
export interface CapacityRequest {
  classCode: string;
  pickUp: Stop;
  return: Stop;
}

export interface Hold extends CapacityRequest {
  holdId: string;
}

export interface Proposal {
  changeId: string;
  hold: Hold;
}

export interface RefusalReason {
  rule: string;
  message: string;
}

export type ReleaseReason = 'rejected' | 'expired' | 'cancelled' | 'no-show' | 'completed';

/** The capacity one reservation has: asked for, held, firm once the reservation is confirmed, in use after the handover. */
export type CapacityState =
  | { status: 'unknown' }
  | { status: 'refused' }
  | { status: 'held' | 'firm'; hold: Hold; proposal?: Proposal }
  | { status: 'in-use'; hold: Hold }
  | { status: 'ended'; reason: ReleaseReason };

export type Verdict =
  { held: true } | { held: false; reasons: RefusalReason[]; alternatives: CapacityRequest[] };

export type CapacityCommand =
  /** Answers a submission with what the planner found. */
  | { type: 'answer-submission'; hold: Hold; verdict: Verdict; at: Instant }
  /** The hold counts from now on whatever happens; `hold` is used when none is known. */
  | { type: 'make-firm'; hold: Hold; at: Instant }
  | { type: 'answer-change'; changeId: string; hold: Hold; verdict: Verdict; at: Instant }
  /** The change holds; `hold` is used when no proposal for it is known. */
  | { type: 'adopt-change'; changeId: string; hold: Hold; at: Instant }
  | { type: 'drop-change'; changeId: string; at: Instant }
  /** The vehicle was handed over; `hold` is the use as the agreement says it. */
  | { type: 'start-use'; hold: Hold; at: Instant }
  | { type: 'end'; reason: ReleaseReason; at: Instant };

export type CapacityEvent =
  | { type: 'capacity-held'; hold: Hold; changeId?: string; at: Instant }
  | {
      type: 'capacity-refused';
      changeId?: string;
      reasons: RefusalReason[];
      alternatives: CapacityRequest[];
      at: Instant;
    }
  | { type: 'hold-made-firm'; at: Instant }
  | { type: 'change-adopted'; changeId: string; at: Instant }
  | { type: 'change-dropped'; changeId: string; at: Instant }
  | { type: 'use-started'; hold: Hold; at: Instant }
  /** `wasHeld` is false for a reservation that ended before it had any capacity. */
  | { type: 'capacity-ended'; reason: ReleaseReason; wasHeld: boolean; at: Instant };
