import { overlap, type PlanItem, type PlanVehicle } from './plan';

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

/** The items of one vehicle in order of their start. It never changes: a changed one is another timeline. */
export class Timeline<Item extends PlanItem = PlanItem> {
  readonly items: readonly Item[];
  /** By item: until when it and all before it take the vehicle. Items overlap where a rental is late. */
  private readonly takenUntil: number[] = [];
  /** Where the last rental that has begun leaves the vehicle, null while that is open. */
  private readonly anchor: string | null;

  constructor(
    readonly vehicle: PlanVehicle,
    items: readonly Item[],
  ) {
    this.items = [...items].sort(byStart);
    let anchor: string | null = vehicle.branchId;
    let until = -Infinity;
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

  /** Whether `item` can be served here between its neighbours, and how well. Overlap, place and fitness all count. */
  fitOf(item: PlanItem): Fit | undefined {
    const index = this.firstFrom(item.until);
    const before = this.items[index - 1];
    const after = this.items[index];
    if (before && (this.takenUntil[index - 1] ?? 0) > item.from) return undefined;
    const freeFrom = before ? before.until : this.vehicle.freeFrom;
    const branchId = before ? before.returnBranchId : this.vehicle.branchId;
    if (freeFrom > item.from || branchId !== item.pickUpBranchId) return undefined;
    if (after && after.pickUpBranchId !== item.returnBranchId) return undefined;
    if (!isFit(this.vehicle, item)) return undefined;
    return {
      risky: this.anchor !== item.pickUpBranchId,
      idle: item.from - freeFrom + (after ? after.from - item.until : 0),
    };
  }

  /** Index of the first item that begins at `at` or later. */
  private firstFrom(at: number): number {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.items[middle]?.from ?? Infinity) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function timelinesOf<Item extends PlanItem>(
  vehicles: readonly PlanVehicle[],
  items: readonly Item[],
): Map<string, Timeline<Item>> {
  const byVehicle = new Map<string, Item[]>();
  for (const item of items) {
    if (item.vehicleId === undefined) continue;
    const list = byVehicle.get(item.vehicleId);
    if (list) list.push(item);
    else byVehicle.set(item.vehicleId, [item]);
  }
  return new Map(
    vehicles.map((vehicle) => [vehicle.id, new Timeline(vehicle, byVehicle.get(vehicle.id) ?? [])]),
  );
}

/** By start; what has begun goes before what has not; the id makes plans reproducible. */
export function byStart(a: PlanItem, b: PlanItem): number {
  return (
    a.from - b.from || Number(b.started) - Number(a.started) || a.until - b.until || (a.id < b.id ? -1 : 1)
  );
}
