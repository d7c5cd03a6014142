import { isOwnUse, overlap, type Millis, type Plan } from './plan';
import { isFit, type Timeline } from './timeline';
import { Timetable } from './timetable';

export interface FreeHour {
  from: Millis;
  free: number;
}

const HOUR = 3_600_000;

/**
 * Vehicles of the plan that stand unused and fit at `branchId` during the whole of each hour, less the promises that
 * have no vehicle yet and are to be picked up there. The first hour is the one in which `from` lies.
 * @param closedFrom from then on nothing is picked up there
 */
export function freeByHour(
  plan: Plan,
  branchId: string,
  from: Millis,
  to: Millis,
  closedFrom: Millis = Infinity,
): FreeHour[] {
  const timelines = [...Timetable.of(plan.vehicles, plan.items).values()];
  const owed = plan.items.filter(
    (item) => item.vehicleId === undefined && item.pickUpBranchId === branchId && !isOwnUse(item),
  );
  const hours: FreeHour[] = [];
  for (let hour = Math.floor(from / HOUR) * HOUR; hour < to; hour += HOUR) {
    const span = { from: hour, to: hour + HOUR };
    const isOpen = span.to <= closedFrom;
    const standing = timelines.filter((timeline) => standsFree(timeline, branchId, span)).length;
    const promised = owed.filter((item) => overlap({ from: item.from, to: item.until }, span)).length;
    hours.push({ from: hour, free: isOpen ? Math.max(0, standing - promised) : 0 });
  }
  return hours;
}

function standsFree(timeline: Timeline, branchId: string, span: { from: Millis; to: Millis }): boolean {
  const { vehicle, items } = timeline;
  let at: string | null = vehicle.branchId;
  let freeFrom = vehicle.freeFrom;
  for (const item of items) {
    if (item.from >= span.to) break;
    at = item.returnBranchId;
    freeFrom = Math.max(freeFrom, item.until);
  }
  return at === branchId && freeFrom <= span.from && isFit(vehicle, { from: span.from, dueAt: span.to });
}
