import type { Instant } from '@houtai/domain-kit';
import { leadOf } from './driven';
import type { Plan, PlanItem, PlanVehicle, Millis } from './plan';
import type { FaultKind } from './plan-faults';
import { Timeline } from './timeline';
import type { Timetable } from './timetable';

export type ConflictKind = FaultKind | 'no-vehicle';

/** An item of the plan together with the holds it stands for. */
export interface BoardItem extends PlanItem {
  reservationId: string;
  /** One hold, or the hold and its proposed change when both are on one vehicle. */
  holdIds: string[];
  /** The class promised; the vehicle may be of a higher one. */
  classCode: string;
  /** Start as promised; `from` is later when the vehicle is, and earlier when that has to be driven there first. */
  plannedFrom: Millis;
  conflict?: ConflictKind;
  /** A dispatcher wants it on its vehicle, to which it is not bound yet. */
  pinned?: boolean;
}

/** Bound to its vehicle and not handed over yet. */
export function isBound({ fixed, started, pinned }: BoardItem): boolean {
  return fixed && !started && !pinned;
}

/** The plan of one or more classes as stored. */
export interface Board extends Plan {
  vehicles: PlanVehicle[];
  items: BoardItem[];
}

/** A hold as the database has it. */
export interface HoldRow extends Omit<BoardItem, 'id' | 'holdIds'> {
  holdId: string;
}

/** Holds of one reservation on one vehicle are alternatives that share their span: one item. */
export function toItems(rows: readonly HoldRow[]): BoardItem[] {
  const items = new Map<string, BoardItem>();
  for (const { holdId, ...row } of rows) {
    const key = row.vehicleId === undefined ? holdId : `${row.reservationId} ${row.vehicleId}`;
    const known = items.get(key);
    if (!known) {
      items.set(key, { ...row, id: holdId, holdIds: [holdId] });
      continue;
    }
    known.holdIds.push(holdId);
    known.from = Math.min(known.from, row.from);
    known.plannedFrom = Math.min(known.plannedFrom, row.plannedFrom);
    known.dueAt = Math.max(known.dueAt, row.dueAt);
    known.until = Math.max(known.until, row.until);
    known.fixed ||= row.fixed;
    known.pinned &&= row.pinned;
    known.started ||= row.started;
    known.conflict ??= row.conflict;
  }
  return [...items.values()];
}

/**
 * Says of each item which classes may serve it: the one promised, and that of the vehicle it has, which may be a higher one
 * after an upgrade. In a plan of several classes nothing moves out of these: an upgrade is a decision, not a repair.
 */
export function withClasses(board: Board): Board {
  const classOf = new Map(board.vehicles.map(({ id, classCode }) => [id, classCode]));
  const items = board.items.map((item) => {
    const given = item.vehicleId === undefined ? undefined : classOf.get(item.vehicleId);
    return { ...item, classes: given === undefined ? [item.classCode] : [item.classCode, given] };
  });
  return { ...board, items };
}

/** The same of a timetable of several classes. */
export function withClassesOn(timetable: Timetable<BoardItem>): void {
  for (const { vehicle, items } of [...timetable.values()]) {
    if (items.length === 0) continue;
    const classed = items.map((item) => ({ ...item, classes: [item.classCode, vehicle.classCode] }));
    timetable.set(new Timeline(vehicle, classed));
  }
}

/** Timelines with all that is {@link asPromised}. */
export function asPromisedOn(timelines: Iterable<Timeline<BoardItem>>, now: Instant): Timeline<BoardItem>[] {
  const at = Date.parse(now);
  return Array.from(
    timelines,
    ({ vehicle, items }) =>
      new Timeline(
        vehicle,
        items.map((item) => asPromised(item, at)),
      ),
  );
}

/**
 * What has not begun, back at its promised start (of the drive to it), or at `now` when that has passed: the customer is waiting.
 * Used when places are looked for again; a start that had been shifted is worth another try.
 */
export function asPromised(item: BoardItem, now: Millis): BoardItem {
  if (item.started) return item;
  const lead = leadOf(item);
  const planned = item.plannedFrom - lead;
  const from = Math.max(planned, item.conflict ? now : -Infinity);
  return { ...item, from: from + lead < item.dueAt ? from : planned };
}
