import { toItems, type BoardItem, type HoldRow } from './board';
import { ClassPlan } from './class-plan';
import type { PlanVehicle } from './plan';
import { Timeline } from './timeline';

export interface SeenVehicle extends PlanVehicle {
  inFleet: boolean;
}

export interface SeenHold extends HoldRow {
  /** Released: it takes nothing any more. */
  isOver: boolean;
}

/** What was read at one moment. */
export interface PlanNews {
  /** Text of the `pg_snapshot` it was read in. */
  snapshot: string;
  /** The transaction at hand has changed plans: nobody else may count on what is read before it has committed. */
  hasOwn: boolean;
  /** Vehicles may be driven between branches. */
  hasDrives: boolean;
  vehicles: readonly SeenVehicle[];
  holds: readonly SeenHold[];
}

/**
 * The committed plans of some classes. Everything that was visible in {@link snapshot} is in them, and what is learned is
 * everything that has changed since.
 */
export class RememberedPlans {
  private readonly plans = new Map<string, ClassPlan>();
  private readonly vehicles = new Map<string, SeenVehicle>();
  private readonly holds = new Map<string, SeenHold>();
  private readonly holdIds = new Map<string, Set<string>>();

  /** @param snapshot text of a `pg_snapshot`, taken before any class is read */
  constructor(public snapshot: string) {}

  knows(classCode: string): boolean {
    return this.plans.has(classCode);
  }

  /** Takes in classes of which `news` has everything, read after {@link snapshot}. */
  begin(classCodes: readonly string[], news: PlanNews): void {
    for (const classCode of classCodes) this.plans.set(classCode, ClassPlan.empty());
    this.take(news);
  }

  /** Takes in what has changed since {@link snapshot}; of one's own transaction nothing may be among it. */
  learn(news: PlanNews): void {
    this.take(news);
    this.snapshot = news.snapshot;
  }

  /** A copy of the plan of a class. @param isLearned what is not is in the copy alone */
  view(classCode: string, news: PlanNews, isLearned: boolean): ClassPlan {
    const plan = (this.plans.get(classCode) ?? ClassPlan.empty()).fork();
    plan.hasDrives = news.hasDrives;
    if (!isLearned) this.overlay(plan, classCode, news);
    return plan;
  }

  private take({ vehicles, holds }: PlanNews): void {
    const touched = new Set(vehicles.map(({ id }) => id));
    for (const vehicle of vehicles) this.placeVehicle(vehicle);
    for (const hold of holds) {
      const known = this.holds.get(hold.holdId);
      for (const row of [known, hold]) if (row?.vehicleId !== undefined) touched.add(row.vehicleId);
      this.placeHold(known, hold);
    }
    for (const vehicleId of touched) this.redraw(vehicleId);
  }

  /** A vehicle belongs to the plan of its class while it is in the fleet and the class is remembered. */
  private placeVehicle(vehicle: SeenVehicle): void {
    const before = this.vehicles.get(vehicle.id);
    if (before) this.plans.get(before.classCode)?.timetable.delete(vehicle.id);
    if (vehicle.inFleet && this.knows(vehicle.classCode)) this.vehicles.set(vehicle.id, vehicle);
    else this.vehicles.delete(vehicle.id);
  }

  private placeHold(known: SeenHold | undefined, hold: SeenHold): void {
    const { holdId } = hold;
    if (known) {
      this.holds.delete(holdId);
      if (known.vehicleId === undefined) this.plans.get(known.classCode)?.unplaced.delete(holdId);
      else this.holdIds.get(known.vehicleId)?.delete(holdId);
    }
    if (hold.isOver) return;
    if (hold.vehicleId !== undefined) {
      if (!this.vehicles.has(hold.vehicleId)) return;
      const ids = this.holdIds.get(hold.vehicleId) ?? new Set();
      this.holdIds.set(hold.vehicleId, ids.add(holdId));
    } else if (this.knows(hold.classCode)) {
      for (const item of toItems([hold])) this.plans.get(hold.classCode)?.unplaced.set(holdId, item);
    } else return;
    this.holds.set(holdId, hold);
  }

  private redraw(vehicleId: string): void {
    const vehicle = this.vehicles.get(vehicleId);
    if (vehicle) {
      this.plans.get(vehicle.classCode)?.timetable.set(timelineOf(vehicle, this.holdsOn(vehicleId)));
      return;
    }
    for (const holdId of this.holdIds.get(vehicleId) ?? []) this.holds.delete(holdId);
    this.holdIds.delete(vehicleId);
  }

  private holdsOn(vehicleId: string): SeenHold[] {
    return Array.from(this.holdIds.get(vehicleId) ?? []).flatMap((id) => this.holds.get(id) ?? []);
  }

  private overlay(plan: ClassPlan, classCode: string, news: PlanNews): void {
    const vehicles = new Map(news.vehicles.map((vehicle) => [vehicle.id, vehicle]));
    const holds = new Map(news.holds.map((hold) => [hold.holdId, hold]));
    const touched = new Set(vehicles.keys());
    for (const hold of holds.values()) {
      const known = this.holds.get(hold.holdId);
      for (const row of [known, hold]) if (row?.vehicleId !== undefined) touched.add(row.vehicleId);
      plan.unplaced.delete(hold.holdId);
      if (hold.isOver || hold.vehicleId !== undefined || hold.classCode !== classCode) continue;
      for (const item of toItems([hold])) plan.unplaced.set(hold.holdId, item);
    }
    for (const vehicleId of touched) {
      const vehicle = vehicles.get(vehicleId) ?? this.vehicles.get(vehicleId);
      if (!vehicle?.inFleet || vehicle.classCode !== classCode) {
        plan.timetable.delete(vehicleId);
        continue;
      }
      const others = this.holdsOn(vehicleId).filter(({ holdId }) => !holds.has(holdId));
      const changed = news.holds.filter((hold) => !hold.isOver && hold.vehicleId === vehicleId);
      plan.timetable.set(timelineOf(vehicle, [...others, ...changed]));
    }
  }
}

/** Most of what is on a vehicle is known when one of its holds changes: an item is made once. */
const itemsAlone = new WeakMap<HoldRow, BoardItem>();

function timelineOf(vehicle: PlanVehicle, holds: readonly HoldRow[]): Timeline<BoardItem> {
  const reservations = new Set(holds.map(({ reservationId }) => reservationId));
  if (reservations.size === holds.length) return new Timeline(vehicle, holds.flatMap(itemAlone));
  // the older of two holds of one reservation gives the item its id
  const byAge = [...holds].sort((a, b) => (a.holdId < b.holdId ? -1 : 1));
  return new Timeline(vehicle, toItems(byAge));
}

function itemAlone(hold: HoldRow): BoardItem[] {
  const known = itemsAlone.get(hold);
  if (known) return [known];
  const made = toItems([hold]);
  for (const item of made) itemsAlone.set(hold, item);
  return made;
}
