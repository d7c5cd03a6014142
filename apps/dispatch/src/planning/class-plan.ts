import type { BoardItem } from './board';
import type { PlanVehicle } from './plan';
import { Timeline } from './timeline';
import { Timetable } from './timetable';

/** The plan of one class: what each of its vehicles does when, and the promises of it that have no vehicle. */
export class ClassPlan {
  /** The company drives vehicles between branches: where a promise has no place it is worth asking how. */
  hasDrives = false;

  constructor(
    readonly timetable: Timetable<BoardItem>,
    readonly unplaced: Map<string, BoardItem>,
  ) {}

  static empty(): ClassPlan {
    return new ClassPlan(Timetable.of<BoardItem>([], []), new Map());
  }

  /** A copy that can be changed without the other one. */
  fork(): ClassPlan {
    return new ClassPlan(this.timetable.fork(), new Map(this.unplaced));
  }

  /** A copy in which a hold takes nothing. */
  without(holdId: string): ClassPlan {
    const plan = this.fork();
    plan.unplaced.delete(holdId);
    for (const timeline of plan.timetable.values()) {
      const gone = timeline.items.filter(({ holdIds }) => holdIds.includes(holdId));
      if (gone.length > 0) plan.timetable.set(timeline.without(new Set(gone.map(({ id }) => id))));
    }
    return plan;
  }

  get vehicles(): PlanVehicle[] {
    return Array.from(this.timetable.values(), ({ vehicle }) => vehicle);
  }

  get items(): BoardItem[] {
    return [...Array.from(this.timetable.values(), ({ items }) => items).flat(), ...this.unplaced.values()];
  }

  /** Keeps a reservation where it is on a vehicle, whatever else is looked for. */
  fix(vehicleId: string, reservationId: string): void {
    const timeline = this.timetable.get(vehicleId);
    if (!timeline) return;
    const items = timeline.items.map((item) =>
      item.reservationId === reservationId ? { ...item, fixed: true } : item,
    );
    this.timetable.set(new Timeline(timeline.vehicle, items));
  }
}
