import type { BoardItem } from './board';
import type { Placement, PlanVehicle } from './plan';
import { Timeline } from './timeline';

/** The plan of one class: what each of its vehicles does when, and the promises of it that have no vehicle. */
export class ClassPlan {
  constructor(
    readonly timelines: Map<string, Timeline<BoardItem>>,
    readonly unplaced: Map<string, BoardItem>,
  ) {}

  static empty(): ClassPlan {
    return new ClassPlan(new Map(), new Map());
  }

  /** A copy that can be changed without the other one. */
  fork(): ClassPlan {
    return new ClassPlan(new Map(this.timelines), new Map(this.unplaced));
  }

  get vehicles(): PlanVehicle[] {
    return Array.from(this.timelines.values(), ({ vehicle }) => vehicle);
  }

  get items(): BoardItem[] {
    return [...Array.from(this.timelines.values(), ({ items }) => items).flat(), ...this.unplaced.values()];
  }

  /** Does what the planner found: `wanted` gets its place, and others move for it. */
  adopt(placements: readonly Placement[], wanted: BoardItem): void {
    const targets = new Map(placements.map(({ itemId, vehicleId }) => [itemId, vehicleId]));
    const moving = [wanted, ...this.items.filter(({ id }) => id !== wanted.id && targets.has(id))];
    for (const { id, vehicleId } of moving) {
      this.unplaced.delete(id);
      this.replaceItems(vehicleId, (items) => items.filter((item) => item.id !== id));
    }
    for (const item of moving) {
      const vehicleId = targets.get(item.id);
      this.replaceItems(vehicleId, (items) => [...items, { ...item, vehicleId }]);
    }
  }

  /** Keeps a reservation where it is on a vehicle, whatever else is looked for. */
  fix(vehicleId: string, reservationId: string): void {
    this.replaceItems(vehicleId, (items) =>
      items.map((item) => (item.reservationId === reservationId ? { ...item, fixed: true } : item)),
    );
  }

  private replaceItems(
    vehicleId: string | undefined,
    change: (items: readonly BoardItem[]) => BoardItem[],
  ): void {
    const timeline = vehicleId === undefined ? undefined : this.timelines.get(vehicleId);
    if (timeline)
      this.timelines.set(timeline.vehicle.id, new Timeline(timeline.vehicle, change(timeline.items)));
  }
}
