import { isOwnUse, overlap, type Millis, type PlanItem, type PlanVehicle, type Span } from './plan';

/** What a place costs: lower is better, first by `risky`, then by `idle`. */
export interface Fit {
  /** The vehicle is at the branch only if a rental that has not begun takes it there. */
  risky: boolean;
  /** Milliseconds the vehicle would stand unused before, and until the next item if there is one. */
  idle: number;
}

export function betterFit(a: Fit, b: Fit | undefined): boolean {
  if (!b) return true;
  return a.risky === b.risky ? a.idle < b.idle : !a.risky;
}

/** True when papers are valid and the vehicle is not grounded from pick-up to planned return. */
export function isFit(vehicle: PlanVehicle, item: Pick<PlanItem, 'from' | 'dueAt'>): boolean {
  const rental = { from: item.from, to: item.dueAt };
  if (vehicle.grounded && overlap(vehicle.grounded, rental)) return false;
  return vehicle.fit.some((span) => span.from <= rental.from && rental.to <= span.to);
}

/** A stretch in which a vehicle stands unused. */
export interface Stand {
  /** Of the item that follows. */
  index: number;
  branchId: string;
  from: Millis;
  /** Infinity when nothing follows. */
  to: Millis;
}

/** The items of one vehicle in order of their start. It never changes: a changed one is another timeline. */
export class Timeline<Item extends PlanItem = PlanItem> {
  readonly items: readonly Item[];
  /** By item: until when it and all before it take the vehicle. Items overlap where a rental is late. */
  private readonly takenUntil: number[] = [];
  /** Where the last rental that has begun leaves the vehicle, null while that is open. */
  readonly anchor: string | null;
  private visited: ReadonlySet<string> | undefined;
  private readonly changes = new Map<string, readonly number[]>();
  private stands: ReadonlyMap<string, readonly Span[]> | undefined;

  constructor(
    readonly vehicle: PlanVehicle,
    items: readonly Item[],
  ) {
    this.items = whereTheVehicleIs(vehicle.branchId, [...items].sort(byStart));
    let anchor: string | null = vehicle.branchId;
    let until = vehicle.freeFrom;
    for (const item of this.items) {
      until = Math.max(until, item.until);
      this.takenUntil.push(until);
      if (item.started) anchor = item.returnBranchId;
    }
    this.anchor = anchor;
  }

  without(ids: ReadonlySet<string>): Timeline<Item> {
    return new Timeline(
      this.vehicle,
      this.items.filter(({ id }) => !ids.has(id)),
    );
  }

  with(item: Item): Timeline<Item> {
    return new Timeline(this.vehicle, [...this.items, item]);
  }

  /** Where it stands at any time, or something begins or ends. */
  branches(): ReadonlySet<string> {
    this.visited ??= this.findBranches();
    return this.visited;
  }

  /**
   * When the vehicle comes to a branch and leaves it, as numbers that sort by themselves: twice the time, and one more where it
   * leaves, for what comes at a time can leave again at that time.
   */
  changesAt(branchId: string): readonly number[] {
    const known = this.changes.get(branchId);
    if (known) return known;
    const found: number[] = [];
    for (const { pickUpBranchId, returnBranchId, from, until } of this.items) {
      if (pickUpBranchId === branchId) found.push(2 * from + 1);
      if (returnBranchId === branchId) found.push(2 * until);
    }
    this.changes.set(branchId, found);
    return found;
  }

  /** When it stands unused at the branch, in order; the last may have no end. {@link standAt} says the same of a moment. */
  standsAt(branchId: string): readonly Span[] {
    this.stands ??= this.findStands();
    return this.stands.get(branchId) ?? [];
  }

  private findStands(): Map<string, Span[]> {
    const found = new Map<string, Span[]>();
    for (let index = 0; index <= this.items.length; index += 1) {
      const before = this.items[index - 1];
      const branchId = before ? before.returnBranchId : this.vehicle.branchId;
      const from = before ? (this.takenUntil[index - 1] ?? 0) : this.vehicle.freeFrom;
      const to = this.items[index]?.from ?? Infinity;
      if (branchId === null || from >= to) continue;
      const known = found.get(branchId);
      if (known) known.push({ from, to });
      else found.set(branchId, [{ from, to }]);
    }
    return found;
  }

  private findBranches(): Set<string> {
    const found = new Set([this.vehicle.branchId]);
    for (const { pickUpBranchId, returnBranchId } of this.items) {
      found.add(pickUpBranchId);
      if (returnBranchId !== null) found.add(returnBranchId);
    }
    return found;
  }

  /** Whether it stands unused at `at`, where and until when. What begins at `at` has left by then. */
  standAt(at: Millis): Stand | undefined {
    const index = this.firstAfter(at);
    const before = this.items[index - 1];
    const branchId = before ? before.returnBranchId : this.vehicle.branchId;
    const from = before ? (this.takenUntil[index - 1] ?? 0) : this.vehicle.freeFrom;
    if (branchId === null || from > at) return undefined;
    return { index, branchId, from, to: this.items[index]?.from ?? Infinity };
  }

  /** Whether `item` can be served here between its neighbours, and how well. Overlap, place and fitness all count. */
  fitOf(item: PlanItem): Fit | undefined {
    const stand = this.standAt(item.from);
    if (!stand || stand.branchId !== item.pickUpBranchId || stand.to < item.until) return undefined;
    const after = this.items[stand.index];
    if (after && after.pickUpBranchId !== item.returnBranchId) return undefined;
    if (!mayServe(this.vehicle, item)) return undefined;
    return {
      risky: this.anchor !== item.pickUpBranchId,
      idle: item.from - stand.from + (after ? after.from - item.until : 0),
    };
  }

  /** Index of the first item that begins after `at`. */
  private firstAfter(at: Millis): number {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.items[middle]?.from ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether class, papers, groundings and dispatchers let the vehicle serve the item, wherever it is by then. */
export function mayServe(vehicle: PlanVehicle, item: PlanItem): boolean {
  if (item.forbidden?.includes(vehicle.id)) return false;
  return (!item.classes || item.classes.includes(vehicle.classCode)) && isFit(vehicle, item);
}

/** The company's own use finds the vehicle where it is, and leaves it there unless it takes it elsewhere. */
function whereTheVehicleIs<Item extends PlanItem>(start: string, items: Item[]): Item[] {
  if (!items.some(isOwnUse)) return items;
  let place: string | null = start;
  return items.map((item) => {
    const [before, after] = [place ?? item.pickUpBranchId, placeAfter(item, place)];
    place = after;
    return isOwnUse(item) ? { ...item, pickUpBranchId: before, returnBranchId: after } : item;
  });
}

/** Where `item` leaves the vehicle that was at `before`; null while that is open. */
export function placeAfter(item: PlanItem, before: string | null): string | null {
  const stays = isOwnUse(item) && item.subjectKind !== 'transfer';
  return stays ? before : item.returnBranchId;
}

/** By start; what has begun goes before what has not; the id makes plans reproducible. */
export function byStart(a: PlanItem, b: PlanItem): number {
  return (
    a.from - b.from || Number(b.started) - Number(a.started) || a.until - b.until || (a.id < b.id ? -1 : 1)
  );
}
