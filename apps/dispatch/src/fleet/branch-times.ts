import { addMinutes, type Instant } from '@houtai/domain-kit';

export interface BranchStop {
  branchId: string;
  at: Instant;
}

/** A branch that is closed when a rental is to be picked up or returned there. */
export interface ClosedStop {
  stop: 'pick-up' | 'return';
  branchId: string;
  closedFrom: Instant;
}

interface KnownBranch {
  turnaroundMinutes: number;
  closedFrom?: Instant;
}

/** What a plan asks of branches: from when on a returned vehicle is ready there, and whether they are closed by then. */
export class BranchTimes {
  constructor(
    private readonly known: ReadonlyMap<string, KnownBranch>,
    private readonly defaultTurnaroundMinutes: number,
  ) {}

  /** When a vehicle that is returned there is ready again. */
  readyAfter({ branchId, at }: BranchStop): Instant {
    return addMinutes(at, this.known.get(branchId)?.turnaroundMinutes ?? this.defaultTurnaroundMinutes);
  }

  closedFrom(branchId: string): Instant | undefined {
    return this.known.get(branchId)?.closedFrom;
  }

  /** The first stop of a rental at which its branch is closed. */
  closedStop(wish: { pickUp: BranchStop; return: BranchStop }): ClosedStop | undefined {
    return this.closedAt('pick-up', wish.pickUp) ?? this.closedAt('return', wish.return);
  }

  private closedAt(stop: ClosedStop['stop'], { branchId, at }: BranchStop): ClosedStop | undefined {
    const closedFrom = this.closedFrom(branchId);
    return closedFrom !== undefined && closedFrom <= at ? { stop, branchId, closedFrom } : undefined;
  }
}
