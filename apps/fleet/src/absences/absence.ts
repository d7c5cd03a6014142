import type { Instant } from '@houtai/domain-kit';
import type { CapacityRefusedV1 } from '@houtai/event-catalogue';

export const ABSENCE_KINDS = ['maintenance', 'inspection', 'disposal'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** Promises give way to a `must`; a `should` yields to every promise. */
export const NEEDS = ['must', 'should'] as const;
/** `movable` may begin anywhere up to the latest begin of a candidate; `fixed` begins when it says. */
export const FIRMNESSES = ['movable', 'fixed'] as const;

/** A vehicle and when it may begin to be away; one candidate of several is enough. */
export interface Candidate {
  vehicleId: string;
  from: Instant;
  latestFrom?: Instant;
}

export interface AbsenceWish {
  id: string;
  /** Among whose absences it is listed. */
  vehicleId: string;
  kind: AbsenceKind;
  need: (typeof NEEDS)[number];
  firmness: (typeof FIRMNESSES)[number];
  minutes: number;
  candidates: readonly Candidate[];
  note?: string;
}

/** What dispatch holds for it. */
export interface HeldWindow {
  vehicleId: string;
  from: Instant;
  to: Instant;
}

interface Asked extends AbsenceWish {
  requestedAt: Instant;
  /** Without an answer by then it is given up. */
  expiresAt: Instant;
}

interface Refusal {
  reasons: CapacityRefusedV1['reasons'];
  alternatives: HeldWindow[];
}

export type AskedAbsence = Asked &
  (
    | { status: 'wanted' }
    | { status: 'held'; window: HeldWindow }
    | ({ status: 'refused' } & Refusal)
    | { status: 'expired'; endedAt: Instant }
    | { status: 'withdrawn'; window?: HeldWindow; endedAt: Instant }
    | { status: 'ended'; window: HeldWindow; endedAt: Instant }
  );

export type Absence = { status: 'none' } | AskedAbsence;

export type AbsenceCommand = { at: Instant } & (
  | { type: 'RequestAbsence'; wish: AbsenceWish; expiresAt: Instant }
  | { type: 'NoteHeld'; window: HeldWindow }
  | ({ type: 'NoteRefused' } & Refusal)
  | { type: 'Withdraw' }
  | { type: 'End' }
  /** The clock has come to a time at which something was due. */
  | { type: 'NoteTime' }
);

export type AbsenceEvent = { at: Instant } & (
  | { type: 'AbsenceRequested'; wish: AbsenceWish; expiresAt: Instant }
  | { type: 'AbsenceHeld'; window: HeldWindow }
  | ({ type: 'AbsenceRefused' } & Refusal)
  | { type: 'AbsenceExpired' }
  | { type: 'AbsenceWithdrawn' }
  /** The vehicle is back: `at` is since when. */
  | { type: 'AbsenceEnded' }
);
