import type { Cell } from './cell';
import { bears, deltasOf, type Delta } from './deltas';
import type { Drive } from './network';
import type { Millis, RelocationRow, Wish } from './rows';

/** How much a search may cost. */
export interface RelocationLimits {
  /** Places that are looked at; 24 do. */
  readonly expansions: number;
  /** Most that the relocations may cost together, in fen; half of what the wish earns is a good limit. */
  readonly mostFen: number;
  /** No relocation leaves before it. */
  readonly notBefore: Millis;
}

/** A relocation that has no id yet. */
export type PlannedRelocation = Omit<RelocationRow, 'id' | 'fixed'>;

export interface RelocationPlan {
  readonly add: readonly PlannedRelocation[];
  readonly cancel: readonly RelocationRow[];
  /** What it costs in all, in fen; below zero when more is cancelled than added. */
  readonly costFen: number;
}

/** A place in time where one vehicle more is wanted. */
interface Label {
  readonly branchId: string;
  /** Any vehicle that comes by then does: up to here one stands there that may leave when it comes. */
  readonly reach: Millis;
  readonly costFen: number;
  /** What brings the vehicle from here on; absent for the wish itself. */
  readonly step?: { readonly add: PlannedRelocation } | { readonly cancel: RelocationRow };
  readonly next?: Label;
}

/**
 * Cheapest augmenting path. From the first missing unit it goes back in time: a vehicle arrives just in time from another
 * branch, or one does not leave as planned. That moves the missing unit elsewhere; the path ends where none is missing
 * any more, for good or until the vehicle of the wish comes back.
 * @returns undefined when there is none within the limits
 */
export function findRelocations(
  cell: Cell,
  wish: Wish,
  limits: RelocationLimits,
): RelocationPlan | undefined {
  const plan = search(cell, wish, limits, true);
  if (!plan || holdsUp(cell, wish, plan)) return plan;
  // Steps of one path can be in each other's way where relocations are cancelled: then none is.
  const second = search(cell, wish, limits, false);
  return second && holdsUp(cell, wish, second) ? second : undefined;
}

function search(
  cell: Cell,
  wish: Wish,
  limits: RelocationLimits,
  mayCancel: boolean,
): RelocationPlan | undefined {
  const start = labelAt(cell, wish.pickUpBranchId, wish.from, 0);
  const open = [start];
  const seen = new Map([[start.branchId, open.slice()]]);
  let best: Label | undefined;
  const offer = (label: Label): void => {
    if (label.costFen > limits.mostFen || (best && label.costFen >= best.costFen)) return;
    if (isEnd(label, wish)) best = label;
    else if (isNew(seen, label)) open.push(label);
  };
  for (let left = limits.expansions; left > 0; left -= 1) {
    const label = takeCheapest(open);
    if (!label || (best && label.costFen >= best.costFen)) break;
    for (const drive of cell.frame.network.into(label.branchId)) {
      // Drives come cheapest first: those after it are too dear, too.
      if (label.costFen + drive.costFen > Math.min(limits.mostFen, best?.costFen ?? Infinity)) break;
      const departsAt = label.reach - drive.ms;
      if (departsAt < limits.notBefore) continue;
      const before = labelAt(cell, drive.fromBranchId, departsAt, label.costFen + drive.costFen);
      // Nothing stands there: one that only passes through would better come directly.
      const isBare = before.reach === departsAt && !isEnd(before, wish);
      if (isBare && !(mayCancel && anyLeft(cell, drive.fromBranchId, departsAt, limits.notBefore))) continue;
      offer({ ...before, step: { add: toRelocation(drive, label.reach) }, next: label });
    }
    if (!mayCancel) continue;
    for (const cancel of cell.relocationsFrom(label.branchId)) {
      if (!mayBeCancelled(cancel, limits.notBefore) || cancel.departsAt > label.reach) continue;
      if (isCancelledBy(label, cancel)) continue;
      const costFen = label.costFen - cancel.costFen;
      const before = labelAt(cell, cancel.toBranchId, cancel.arrivesAt, costFen);
      offer({ ...before, step: { cancel }, next: label });
    }
  }
  return best && toPlan(best);
}

function labelAt(cell: Cell, branchId: string, from: Millis, costFen: number): Label {
  return { branchId, reach: cell.countsAt(branchId).firstBelow(1, from), costFen };
}

/** Nothing is missing for good, or what is missing is what the wish itself brings back. */
function isEnd({ branchId, reach }: Label, wish: Wish): boolean {
  return reach === Infinity || (branchId === wish.returnBranchId && reach >= wish.until);
}

function isNew(seen: Map<string, Label[]>, label: Label): boolean {
  const known = seen.get(label.branchId) ?? [];
  if (known.some(({ reach, costFen }) => reach >= label.reach && costFen <= label.costFen)) return false;
  seen.set(label.branchId, [...known, label]);
  return true;
}

function takeCheapest(open: Label[]): Label | undefined {
  let at = 0;
  let costFen = Infinity;
  for (const [index, label] of open.entries())
    if (label.costFen < costFen) [at, costFen] = [index, label.costFen];
  return open.splice(at, 1)[0];
}

/** One relocation is cancelled once: a path that does it twice promises a vehicle that is not there. */
function isCancelledBy(path: Label, cancel: RelocationRow): boolean {
  for (let label: Label | undefined = path; label; label = label.next)
    if (label.step && 'cancel' in label.step && label.step.cancel === cancel) return true;
  return false;
}

/** Whether a relocation that leaves a branch by `at` could be cancelled. */
function anyLeft(cell: Cell, branchId: string, at: Millis, notBefore: Millis): boolean {
  for (const one of cell.relocationsFrom(branchId))
    if (one.departsAt <= at && mayBeCancelled(one, notBefore)) return true;
  return false;
}

function mayBeCancelled({ fixed, departsAt }: RelocationRow, notBefore: Millis): boolean {
  return !fixed && departsAt >= notBefore;
}

function toRelocation(drive: Drive, arrivesAt: Millis): PlannedRelocation {
  const { fromBranchId, toBranchId, ms, costFen } = drive;
  return { fromBranchId, toBranchId, departsAt: arrivesAt - ms, arrivesAt, costFen };
}

function toPlan(end: Label): RelocationPlan {
  const add: PlannedRelocation[] = [];
  const cancel: RelocationRow[] = [];
  for (let label: Label | undefined = end; label; label = label.next) {
    if (!label.step) continue;
    if ('add' in label.step) add.push(label.step.add);
    else cancel.push(label.step.cancel);
  }
  return { add, cancel, costFen: end.costFen };
}

function holdsUp(cell: Cell, wish: Wish, { add, cancel }: RelocationPlan): boolean {
  return bears(cell, [
    ...deltasOf(wish),
    ...add.flatMap((one) => drives(one, 1)),
    ...cancel.flatMap((one) => drives(one, -1)),
  ]);
}

function drives(one: PlannedRelocation, sign: 1 | -1): Delta[] {
  const { fromBranchId, toBranchId, departsAt, arrivesAt } = one;
  return deltasOf(
    { pickUpBranchId: fromBranchId, returnBranchId: toBranchId, from: departsAt, until: arrivesAt },
    sign,
  );
}
