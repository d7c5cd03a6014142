import { ask, askSimply, factsOf, makingRoom, type Answer, type Fit, type RefusalReason } from './answer';
import type { Cell } from './cell';
import type { RelocationLimits } from './relocation-search';
import type { Fact, HoldRow, Wish } from './rows';

/** Rentals that are asked to change class before the answer is no. */
const MOST_DISPLACED_TRIED = 8;

/** The cells of one region by class. */
export type Cells = ReadonlyMap<string, Cell>;

export interface Offer {
  readonly fits: true;
  /** The class that serves the wish. */
  readonly classCode: string;
  readonly fit: Fit;
  /** A rental that goes to another class that it may be served in, to make room. */
  readonly displaced?: { readonly hold: HoldRow; readonly classCode: string; readonly fit: Fit };
}

export type RegionAnswer = Offer | { readonly fits: false; readonly reason: RefusalReason };

/**
 * The whole question: in the class promised, cheapest first, then by moving one rental of the branch to another class, then
 * in the classes above. Classes are tried in the order of `wish.classes`, and no promise goes to one that it does not name.
 * @param relocations absent when no vehicle is to be moved for it
 */
export function askRegion(cells: Cells, wish: Wish, relocations?: RelocationLimits): RegionAnswer {
  let reason: RefusalReason = 'class-not-allowed';
  for (const classCode of wish.classes) {
    const cell = cells.get(classCode);
    if (!cell) continue;
    const answer: Answer = ask(cell, wish, relocations);
    if (answer.fits) return { fits: true, classCode, fit: answer };
    reason = answer.reason;
    if (reason === 'beyond-horizon') continue;
    const offer = displace(cells, cell, wish);
    if (offer) return offer;
  }
  return { fits: false, reason };
}

/**
 * The changes of rows by class, in the order in which they have to be applied.
 * @param relocationIds an id for each relocation added
 */
export function regionFactsOf(
  { classCode, fit, displaced }: Offer,
  hold: Omit<HoldRow, 'seat'>,
  relocationIds: readonly string[],
): { readonly classCode: string; readonly facts: readonly Fact[] }[] {
  const own = { classCode, facts: factsOf(fit, hold, relocationIds) };
  if (!displaced) return [own];
  const left = { classCode, facts: [{ kind: 'hold-removed' as const, holdId: displaced.hold.id }] };
  return [left, { classCode: displaced.classCode, facts: factsOf(displaced.fit, displaced.hold, []) }, own];
}

/** One rental of the wish's branch finds a place in another of its classes: above, or back in the one promised. */
function displace(cells: Cells, cell: Cell, wish: Wish): Offer | undefined {
  const { classCode } = cell.frame;
  let left = MOST_DISPLACED_TRIED;
  for (const hold of makingRoom(cell, wish)) {
    if ((left -= 1) < 0) return undefined;
    const { returnBranchId } = hold;
    if (returnBranchId === null) continue;
    for (const other of hold.classes) {
      const target = other === classCode ? undefined : cells.get(other);
      const fit = target && askSimply(target, { ...hold, returnBranchId });
      if (fit) return { fits: true, classCode, fit: IN_POOL, displaced: { hold, classCode: other, fit } };
    }
  }
  return undefined;
}

const IN_POOL: Fit = {
  fits: true,
  by: 'move',
  seat: { kind: 'pool' },
  add: [],
  cancel: [],
  moved: [],
  costFen: 0,
};
