import type { Cell } from './cell';
import { bears, deltasOf, type Delta } from './deltas';
import type { Drive } from '@houtai/dispatch/drives/network';
import type { Millis, RelocationRow, Wish } from './rows';

/** How much a search may cost. */
export interface RelocationLimits {
  /** Places that are looked at; 24 do. */
  readonly expansions: number;
  /** From so many branches, the cheapest, a vehicle may come to each of these places; 16 do. */
  readonly neighbours: number;
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
  /** None stands there at all: only a relocation that does not leave could help. */
  readonly isBare: boolean;
  readonly costFen: number;
  /** What brings the vehicle from here to where it is wanted (`next`); absent for the wish itself. */
  readonly step?: { readonly drive: Drive } | { readonly cancel: RelocationRow };
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
  const frontier = new Frontier(cell, wish, limits, mayCancel);
  for (let left = limits.expansions; left > 0; left -= 1) {
    const label = frontier.takeCheapest();
    if (!label) break;
    if (!label.isBare) bringFromElsewhere(frontier, label, cell, limits);
    if (!mayCancel) continue;
    for (const cancel of cancellable(cell, label, limits.notBefore)) {
      frontier.offer(cancel.toBranchId, cancel.arrivesAt, label.costFen - cancel.costFen, label, {
        cancel,
      });
    }
  }
  return frontier.best && toPlan(frontier.best);
}

function bringFromElsewhere(
  frontier: Frontier,
  label: Label,
  cell: Cell,
  { notBefore, neighbours }: RelocationLimits,
): void {
  let left = neighbours;
  for (const drive of cell.frame.network.into(label.branchId)) {
    if ((left -= 1) < 0) return;
    const costFen = label.costFen + drive.costFen;
    // Drives come cheapest first: those after it are too dear, too.
    if (costFen > frontier.mostFen) return;
    const departsAt = label.reach - drive.ms;
    if (departsAt < notBefore) continue;
    frontier.offer(drive.fromBranchId, departsAt, costFen, label, { drive });
  }
}

/** What was found and not looked at yet. */
class Frontier {
  best: Label | undefined;
  private readonly open: Label[];
  private readonly seen = new Map<string, Label[]>();

  constructor(
    private readonly cell: Cell,
    private readonly wish: Wish,
    private readonly limits: RelocationLimits,
    private readonly mayCancel: boolean,
  ) {
    const { pickUpBranchId: branchId, from } = wish;
    const reach = cell.countsAt(branchId).firstBelow(1, from);
    // Here a vehicle is wanted in any case.
    const start = { branchId, reach, isBare: false, costFen: 0 };
    this.open = [start];
    this.seen.set(branchId, [start]);
  }

  /** More than this no path may cost any more. */
  get mostFen(): number {
    return this.best ? Math.min(this.limits.mostFen, this.best.costFen) : this.limits.mostFen;
  }

  takeCheapest(): Label | undefined {
    const { open } = this;
    let at = 0;
    let costFen = Infinity;
    for (let index = 0; index < open.length; index += 1) {
      const own = open[index]?.costFen ?? Infinity;
      if (own < costFen) {
        at = index;
        costFen = own;
      }
    }
    if (this.best && costFen >= this.best.costFen) return undefined;
    return open.splice(at, 1)[0];
  }

  /** A vehicle would be wanted at a branch from an instant on. */
  offer(
    branchId: string,
    from: Millis,
    costFen: number,
    next: Label,
    step: NonNullable<Label['step']>,
  ): void {
    if (costFen > this.limits.mostFen || (this.best && costFen >= this.best.costFen)) return;
    const reach = this.cell.countsAt(branchId).firstBelow(1, from);
    // One that only passed through would better have come directly.
    const isBare = reach === from && 'drive' in step;
    if (isEnd(branchId, reach, this.wish)) {
      this.best = { branchId, reach, isBare, costFen, step, next };
    } else if (!(isBare && !this.isAnyLoose(branchId, reach)) && this.isNew(branchId, reach, costFen)) {
      const label = { branchId, reach, isBare, costFen, step, next };
      this.open.push(label);
      const known = this.seen.get(branchId);
      if (known) known.push(label);
      else this.seen.set(branchId, [label]);
    }
  }

  private isAnyLoose(branchId: string, until: Millis): boolean {
    return this.mayCancel && this.cell.departuresFrom(branchId).hasLoose(this.limits.notBefore, until);
  }

  /** A bare label looks at less than another of the same place: it must not stand for it. */
  private isNew(branchId: string, reach: Millis, costFen: number): boolean {
    for (const known of this.seen.get(branchId) ?? [])
      if (known.reach >= reach && known.costFen <= costFen && !known.isBare) return false;
    return true;
  }
}

/** Nothing is missing for good, or what is missing is what the wish itself brings back. */
function isEnd(branchId: string, reach: Millis, wish: Wish): boolean {
  return reach === Infinity || (branchId === wish.returnBranchId && reach >= wish.until);
}

/** Of those to one branch only the last that leaves in time: it would be missed latest. */
function cancellable(cell: Cell, label: Label, notBefore: Millis): RelocationRow[] {
  const found = new Map<string, RelocationRow>();
  for (const one of cell.departuresFrom(label.branchId).looseBackwards(notBefore, label.reach)) {
    if (!found.has(one.toBranchId) && !isCancelledBy(label, one)) found.set(one.toBranchId, one);
  }
  return [...found.values()];
}

/** One relocation is cancelled once: a path that does it twice promises a vehicle that is not there. */
function isCancelledBy(path: Label, cancel: RelocationRow): boolean {
  for (let label: Label | undefined = path; label; label = label.next)
    if (label.step && 'cancel' in label.step && label.step.cancel === cancel) return true;
  return false;
}

function toRelocation(drive: Drive, arrivesAt: Millis): PlannedRelocation {
  const { fromBranchId, toBranchId, ms, costFen } = drive;
  return { fromBranchId, toBranchId, departsAt: arrivesAt - ms, arrivesAt, costFen };
}

function toPlan(end: Label): RelocationPlan {
  const add: PlannedRelocation[] = [];
  const cancel: RelocationRow[] = [];
  for (let label: Label | undefined = end; label; label = label.next) {
    if (!label.step || !label.next) continue;
    if ('drive' in label.step) add.push(toRelocation(label.step.drive, label.next.reach));
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
