import type { Cell } from './cell';
import { bears, deltasOf } from './deltas';
import { findRelocations, type PlannedRelocation, type RelocationLimits } from './relocation-search';
import type { Fact, HoldRow, RelocationRow, Seat, Wish } from './rows';
import type { Gap } from './timeline';

/** Rentals of the branch that are tried elsewhere before the answer is no. */
const MOST_MOVES_TRIED = 8;
const NO_RELOCATIONS = { add: [], cancel: [], costFen: 0 };

export type RefusalReason =
  /** None of the wish's classes is the one of this cell. */
  | 'class-not-allowed'
  /** It ends after the horizon of the cell. */
  | 'beyond-horizon'
  | 'no-vehicle-free';

export interface Fit {
  readonly fits: true;
  /** `move`: a rental of the same branch goes to a gap, and the wish gets what that leaves. */
  readonly by: 'pool' | 'gap' | 'relocation' | 'move';
  readonly seat: Seat;
  readonly add: readonly PlannedRelocation[];
  readonly cancel: readonly RelocationRow[];
  /** Holds as they have to be from now on. */
  readonly moved: readonly HoldRow[];
  /** What the relocations cost more than before, in fen. */
  readonly costFen: number;
}

export type Answer = Fit | { readonly fits: false; readonly reason: RefusalReason };

/**
 * Whether a cell can serve one more wish beside all that it has, and how; cheapest first. Nothing changes until the facts
 * of the answer are applied.
 *
 * Exact for cells without gaps: no relocation allowed, it is no only if no plan serves all. With relocations, or with
 * vehicles that have timelines of their own, a yes is sure and a no is not.
 * @param relocations absent when no vehicle is to be moved for it
 */
export function ask(cell: Cell, wish: Wish, relocations?: RelocationLimits): Answer {
  if (!wish.classes.includes(cell.frame.classCode)) return { fits: false, reason: 'class-not-allowed' };
  if (wish.until > cell.frame.horizon) return { fits: false, reason: 'beyond-horizon' };
  const simple = askSimply(cell, wish);
  if (simple) return simple;
  const plan = relocations && findRelocations(cell, wish, relocations);
  if (plan) return { fits: true, by: 'relocation', seat: { kind: 'pool' }, moved: [], ...plan };
  const moved = moveIntoGap(cell, wish);
  if (moved) return { fits: true, by: 'move', seat: { kind: 'pool' }, moved: [moved], ...NO_RELOCATIONS };
  return { fits: false, reason: 'no-vehicle-free' };
}

/** Only by the counts and the gaps as they are. */
export function askSimply(cell: Cell, wish: Wish): Fit | undefined {
  if (fitsPool(cell, wish)) {
    return { fits: true, by: 'pool', seat: { kind: 'pool' }, moved: [], ...NO_RELOCATIONS };
  }
  const gap = bestGap(cell, wish);
  if (!gap) return undefined;
  const seat = { kind: 'gap', vehicleId: gap.vehicleId } as const;
  return { fits: true, by: 'gap', seat, moved: [], ...NO_RELOCATIONS };
}

/**
 * The same question about a hold that is there: as if it were not, and had to be placed now.
 * @param wish the hold itself, or what it is to become
 */
export function askInstead(cell: Cell, holdId: string, wish: Wish, relocations?: RelocationLimits): Answer {
  const inverse = cell.apply([{ kind: 'hold-removed', holdId }]);
  try {
    return ask(cell, wish, relocations);
  } finally {
    cell.apply(inverse);
  }
}

/**
 * The changes of rows that an answer stands for, the new hold first.
 * @param relocationIds an id for each relocation added, in their order
 */
export function factsOf(
  { seat, add, cancel, moved }: Fit,
  hold: Omit<HoldRow, 'seat'>,
  relocationIds: readonly string[],
): Fact[] {
  if (relocationIds.length < add.length) throw new RangeError('every relocation needs an id');
  return [
    { kind: 'hold-put', hold: { ...hold, seat } },
    ...moved.map((other): Fact => ({ kind: 'hold-put', hold: other })),
    ...cancel.map(({ id }): Fact => ({ kind: 'relocation-removed', relocationId: id })),
    ...add.map((one, index): Fact => {
      const id = relocationIds[index] ?? '';
      return { kind: 'relocation-put', relocation: { ...one, id, fixed: false } };
    }),
  ];
}

/**
 * Holds of the wish's branch that would make room for it if they went elsewhere: to a gap, or to a class above.
 * The one that leaves least unused comes first.
 */
export function* makingRoom(cell: Cell, wish: Wish): Generator<HoldRow> {
  const missingAt = cell.countsAt(wish.pickUpBranchId).firstBelow(1, wish.from);
  const candidates = [...cell.pooledHoldsAt(wish.pickUpBranchId)]
    .filter(({ from, until, returnBranchId, seat, started }) => {
      if (started || (seat.kind === 'pool' && seat.preferred !== undefined)) return false;
      return from <= missingAt && (returnBranchId !== wish.pickUpBranchId || until > missingAt);
    })
    .sort((a, b) => Math.abs(a.from - wish.from) - Math.abs(b.from - wish.from) || (a.id < b.id ? -1 : 1));
  for (const candidate of candidates) {
    if (bears(cell, [...deltasOf(wish), ...deltasOf(candidate, -1)])) yield candidate;
  }
}

function moveIntoGap(cell: Cell, wish: Wish): HoldRow | undefined {
  if (!cell.hasGaps) return undefined;
  let left = MOST_MOVES_TRIED;
  for (const candidate of makingRoom(cell, wish)) {
    const gap = bestGap(cell, candidate);
    if (gap) return { ...candidate, seat: { kind: 'gap', vehicleId: gap.vehicleId } };
    if ((left -= 1) === 0) return undefined;
  }
  return undefined;
}

/** One vehicle at least stands there all the time; a one-way never brings it back. */
function fitsPool(cell: Cell, { pickUpBranchId, returnBranchId, from, until }: Wish): boolean {
  const to = pickUpBranchId === returnBranchId ? until : Infinity;
  return cell.countsAt(pickUpBranchId).lowest(from, to) >= 1;
}

/** The gap that leaves the least time unused round the wish. */
function bestGap(
  cell: Cell,
  {
    pickUpBranchId,
    returnBranchId,
    from,
    dueAt,
    until,
  }: Omit<Wish, 'returnBranchId'> & { returnBranchId: string | null },
): Gap | undefined {
  let best: Gap | undefined;
  let least = Infinity;
  for (const gap of cell.gapsAtBranch(pickUpBranchId)) {
    if (gap.from > from || gap.to < until || gap.fitTo < dueAt) continue;
    if (gap.endBranchId !== undefined && gap.endBranchId !== returnBranchId) continue;
    const idle = from - gap.from + Math.max(0, Math.min(gap.to, gap.fitTo) - until);
    if (!best || idle < least) [best, least] = [gap, idle];
  }
  return best;
}
