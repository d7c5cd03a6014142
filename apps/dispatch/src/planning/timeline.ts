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

/** The items of one vehicle in order of their start. */
export class Timeline {
  private readonly sorted: PlanItem[];

  constructor(
    readonly vehicle: PlanVehicle,
    items: readonly PlanItem[],
  ) {
    this.sorted = [...items].sort(byStart);
  }

  get items(): readonly PlanItem[] {
    return this.sorted;
  }

  without(ids: ReadonlySet<string>): Timeline {
    return new Timeline(
      this.vehicle,
      this.sorted.filter(({ id }) => !ids.has(id)),
    );
  }

  insert(item: PlanItem): void {
    const index = this.sorted.findIndex((other) => byStart(item, other) < 0);
    this.sorted.splice(index < 0 ? this.sorted.length : index, 0, item);
  }

  /** Whether `item` can be served here between its neighbours, and how well. Overlap, place and fitness all count. */
  fitOf(item: PlanItem): Fit | undefined {
    if (item.classes && !item.classes.includes(this.vehicle.classCode)) return undefined;
    let before: PlanItem | undefined;
    let after: PlanItem | undefined;
    let anchor: string | null = this.vehicle.branchId;
    for (const other of this.sorted) {
      if (other.from < item.until && item.from < other.until) return undefined;
      if (other.from < item.from) before = other;
      else after ??= other;
      if (other.started) anchor = other.returnBranchId;
    }
    const freeFrom = before ? before.until : this.vehicle.freeFrom;
    const branchId = before ? before.returnBranchId : this.vehicle.branchId;
    if (freeFrom > item.from || branchId !== item.pickUpBranchId) return undefined;
    if (after && after.pickUpBranchId !== item.returnBranchId) return undefined;
    if (!isFit(this.vehicle, item)) return undefined;
    return {
      risky: anchor !== item.pickUpBranchId,
      idle: item.from - freeFrom + (after ? after.from - item.until : 0),
    };
  }
}

export function timelinesOf(
  vehicles: readonly PlanVehicle[],
  items: readonly PlanItem[],
): Map<string, Timeline> {
  const byVehicle = new Map<string, PlanItem[]>();
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
