import { ask, factsOf } from '../board/answer';
import { Cell } from '../board/cell';
import { decompose } from '../board/decompose';
import { Network } from '../board/network';
import type { Fact, HoldRow, VehicleRow, Wish } from '../board/rows';
import { unfitSpans } from '../board/timeline';
import type { Placement, PlanItem, PlanVehicle } from './plan';
import { faultsOf } from './plan-faults';
import type { Timeline } from './timeline';

/** What counting says of one more use: a plan in which it has a place, to be dealt; or none, and whether that is certain. */
export type Counted =
  | { readonly deal: () => Placement[] | undefined }
  | { readonly deal?: undefined; readonly isCertain: boolean };

const NO_DRIVES = new Network([]);
const UNKNOWN: Counted = { isCertain: false };

/**
 * Whether the promises of a class can be dealt out among its vehicles so that `wanted` gets one too, decided by counts per
 * branch (ADR 0018). Dealing leaves everybody where they are who can be; still it may move dozens of promises for one.
 * Classes are tried one after the other; nothing moves between them.
 *
 * A yes is sure. A no is certain where vehicles are interchangeable: one class, and no vehicle with an end of papers, a
 * grounding or a bound use before which it may serve others.
 * @param avoid vehicles `wanted` must not get; they and what they do stay as they are
 */
export function count(
  timelines: ReadonlyMap<string, Timeline>,
  wanted: PlanItem,
  avoid: ReadonlySet<string>,
): Counted {
  const { returnBranchId } = wanted;
  if (returnBranchId === null) return UNKNOWN;
  const byClass = groupedByClass(timelines.values());
  const classes = wanted.classes ?? [...byClass.keys()];
  let isCertain = classes.length === 1;
  for (const classCode of classes) {
    const ofClass = byClass.get(classCode) ?? [];
    const usable = ofClass.filter(({ vehicle, items }) => {
      return !avoid.has(vehicle.id) && faultsOf(vehicle, items).length === 0;
    });
    const cell = cellOf(classCode, usable, wanted);
    const wish: Wish = { ...wanted, returnBranchId, classes: [classCode] };
    const answer = ask(cell, wish);
    if (answer.fits)
      return { deal: () => dealIn(cell, factsOf(answer, { ...wish, id: wanted.id, started: false }, [])) };
    isCertain &&= usable.length === ofClass.length && !cell.hasGaps;
  }
  return { isCertain };
}

function groupedByClass(timelines: Iterable<Timeline>): Map<string, Timeline[]> {
  const byClass = new Map<string, Timeline[]>();
  for (const timeline of timelines) {
    const known = byClass.get(timeline.vehicle.classCode);
    if (known) known.push(timeline);
    else byClass.set(timeline.vehicle.classCode, [timeline]);
  }
  return byClass;
}

function cellOf(classCode: string, timelines: readonly Timeline[], { until }: PlanItem): Cell {
  const ends = timelines.map(({ items }) => lastEnd(items)).filter(Number.isFinite);
  const horizon = ends.reduce((latest, end) => Math.max(latest, end), until);
  const vehicles = timelines.map(({ vehicle }) => toVehicle(vehicle));
  const holds = timelines.flatMap(({ items }, index) => {
    const vehicle = vehicles[index];
    return vehicle ? holdsOf(classCode, vehicle, items, horizon) : [];
  });
  return Cell.of({ classCode, network: NO_DRIVES, horizon }, { vehicles, holds, relocations: [] });
}

function toVehicle({ id, branchId, freeFrom, fit, grounded }: PlanVehicle): VehicleRow {
  return { id, branchId, freeFrom, fit, grounded: grounded ? [grounded] : [] };
}

/**
 * What the vehicle does before the last thing that concerns it alone stays with it: papers that end, a grounding and bound
 * uses find it where that leaves it. From there on it is one of the pool, and its uses are any vehicle's.
 */
function holdsOf(
  classCode: string,
  vehicle: VehicleRow,
  items: readonly PlanItem[],
  horizon: number,
): HoldRow[] {
  const windows = unfitSpans(vehicle).filter(({ from }) => from < horizon);
  const own = Math.max(
    -Infinity,
    ...windows.map(({ to }) => to),
    lastEnd(items.filter(({ fixed, started }) => fixed || started)),
  );
  return items.map((item) => {
    const kind = item.fixed || item.started || item.from < own ? 'fixed' : 'gap';
    return { ...item, classes: [classCode], seat: { kind, vehicleId: vehicle.id } };
  });
}

function lastEnd(items: readonly PlanItem[]): number {
  return items.reduce((latest, { until }) => Math.max(latest, until), -Infinity);
}

function dealIn(cell: Cell, facts: readonly Fact[]): Placement[] | undefined {
  const before = new Map(Array.from(cell.holds.values(), (hold) => [hold.id, vehicleOf(hold)]));
  cell.apply(facts);
  const { assigned, unserved } = decompose(cell, Infinity);
  if (unserved.length > 0) return undefined;
  const after = new Map(Array.from(cell.holds.values(), (hold) => [hold.id, vehicleOf(hold)]));
  for (const { vehicleId, item } of assigned) if (item.kind === 'hold') after.set(item.hold.id, vehicleId);
  const placements: Placement[] = [];
  for (const [itemId, vehicleId] of after)
    if (vehicleId !== undefined && vehicleId !== before.get(itemId)) placements.push({ itemId, vehicleId });
  return placements;
}

function vehicleOf({ seat }: HoldRow): string | undefined {
  return seat.kind === 'pool' ? seat.preferred : seat.vehicleId;
}
