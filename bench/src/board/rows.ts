/** Milliseconds since 1970 (UTC): a board compares and subtracts times far too often for ISO texts. */
export type Millis = number;

/** Half-open `[from, to)`; `to` may be Infinity. */
export interface Span {
  readonly from: Millis;
  readonly to: Millis;
}

/** A vehicle of the cell, where it stands once its last finished use is over. */
export interface VehicleRow {
  readonly id: string;
  readonly branchId: string;
  /** Ready from here on, turnaround of the last return included. */
  readonly freeFrom: Millis;
  /** While all required papers are valid; sorted, apart from each other. */
  readonly fit: readonly Span[];
  /** Out of service, in any order; no promise may reach into one. */
  readonly grounded: readonly Span[];
}

/** Which vehicle a hold has. */
export type Seat =
  /** Any of the pool. `preferred`: bound, but may be exchanged; the decomposition keeps it where it can. */
  | { readonly kind: 'pool'; readonly preferred?: string }
  /** A gap of a vehicle with a timeline of its own; may be moved. */
  | { readonly kind: 'gap'; readonly vehicleId: string }
  /** Told, pinned or in use: never moved. Maintenance and transfers of one vehicle are holds of this kind, too. */
  | { readonly kind: 'fixed'; readonly vehicleId: string };

/** A use of one vehicle that is asked for. */
export interface Wish {
  readonly pickUpBranchId: string;
  readonly returnBranchId: string;
  readonly from: Millis;
  /** Planned return: papers must be valid until here. */
  readonly dueAt: Millis;
  /** Planned return plus turnaround: the vehicle is taken until here. */
  readonly until: Millis;
  /** Classes that may serve it (the one promised, and those above it that the driver may drive). */
  readonly classes: readonly string[];
}

/** A use that was promised or is under way. */
export interface HoldRow extends Omit<Wish, 'returnBranchId'> {
  readonly id: string;
  /** Null while it is open where the vehicle ends up: nothing may count on it afterwards. */
  readonly returnBranchId: string | null;
  readonly seat: Seat;
  /** Handed over: a fact, not a plan. */
  readonly started: boolean;
}

/** A planned drive of some vehicle of the pool that nobody was promised. One under way is a fixed hold of its vehicle. */
export interface RelocationRow {
  readonly id: string;
  readonly fromBranchId: string;
  readonly toBranchId: string;
  readonly departsAt: Millis;
  readonly arrivesAt: Millis;
  /** What the drive costs, in fen. */
  readonly costFen: number;
  /** Somebody was told to drive it: it may not be cancelled for the sake of others. */
  readonly fixed: boolean;
}

/** All that the database has of a cell. */
export interface CellRows {
  readonly vehicles: readonly VehicleRow[];
  readonly holds: readonly HoldRow[];
  readonly relocations: readonly RelocationRow[];
}

/** One change of the rows. `put` adds, or replaces what has the same id. */
export type Fact =
  | { readonly kind: 'hold-put'; readonly hold: HoldRow }
  | { readonly kind: 'hold-removed'; readonly holdId: string }
  | { readonly kind: 'vehicle-put'; readonly vehicle: VehicleRow }
  | { readonly kind: 'vehicle-removed'; readonly vehicleId: string }
  | { readonly kind: 'relocation-put'; readonly relocation: RelocationRow }
  | { readonly kind: 'relocation-removed'; readonly relocationId: string };
