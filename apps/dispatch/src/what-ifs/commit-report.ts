import { isBound, type BoardItem } from '../planning/board';
import { touches, type ClosedBranch } from '../planning/change';
import type { ClassPlan } from '../planning/class-plan';
import { isOwnUse, overlap, type Span } from '../planning/plan';
import type { LeftOutReason, Outcome, PromiseMove, RemainingReason } from './kept-what-if';
import { strandedBy } from '../closings/stranded';
import { moveOf, named } from './what-if-figures';

type Plans = ReadonlyMap<string, ClassPlan>;

/** What was to be left alone by promises. */
export interface Freed {
  readonly vehicles: readonly { readonly vehicleId: string; readonly span: Span }[];
  readonly closed?: ClosedBranch;
}

interface Seen {
  readonly item: BoardItem;
  readonly classCode: string;
}

/** What a commit came to: the plan before it beside the plan after it, both under the locks of their classes. */
export function commitReport(
  before: Plans,
  after: Plans,
  thought: readonly PromiseMove[],
  freed: Freed,
): Pick<Outcome, 'moves' | 'leftOut' | 'remaining'> {
  const [was, is] = [byHold(before), byHold(after)];
  const moves = itemsOf(before).flatMap(({ item }) => {
    const now = nowOf(item, is);
    const isMoved = now?.item.vehicleId !== undefined && now.item.vehicleId !== item.vehicleId;
    return isMoved ? moveOf(item, now.classCode, now.item.vehicleId ?? null) : [];
  });
  const made = new Set(moves.map(({ capacityHoldId }) => capacityHoldId));
  const leftOut = thought.flatMap((move) => {
    const seen = was.get(move.capacityHoldId);
    if (seen && made.has(seen.item.id)) return [];
    return { ...move, reason: leftOutReason(move, is.get(move.capacityHoldId)) };
  });
  const remaining = hitBy(freed, before).flatMap((item) => {
    const reason = remainingReason(item, nowOf(item, is)?.item, freed);
    return reason ? { ...named(item), reason } : [];
  });
  return { moves: moves.sort(byPickUp), leftOut, remaining: remaining.sort(byPickUp) };
}

function leftOutReason({ fromVehicleId }: PromiseMove, now: Seen | undefined): LeftOutReason {
  if (!now) return 'ended';
  const { started, vehicleId } = now.item;
  if (started) return 'under-way';
  if (vehicleId === undefined) return 'no-vehicle';
  return vehicleId === fromVehicleId ? 'stays' : 'moved-meanwhile';
}

/** Undefined where nothing of it remains in the way. */
function remainingReason(
  item: BoardItem,
  now: BoardItem | undefined,
  { closed }: Freed,
): RemainingReason | undefined {
  if (item.started) return 'under-way';
  if (isOwnUse(item)) return 'own-use';
  if (closed && touches(item, closed)) return 'branch-closed';
  // One that had been upgraded and lost that vehicle is in the plan of another class by now.
  if (now?.vehicleId === undefined) return 'no-other-vehicle';
  if (now.vehicleId !== item.vehicleId) return undefined;
  if (isBound(now)) return 'bound';
  return now.pinned ? 'pinned' : 'no-other-vehicle';
}

function hitBy({ vehicles, closed }: Freed, plans: Plans): BoardItem[] {
  return [...plans.values()].flatMap(({ timetable }) =>
    [...timetable.values()].flatMap((timeline) => {
      const spans = vehicles.filter(({ vehicleId }) => vehicleId === timeline.vehicle.id);
      const stranded = closed ? strandedBy(timeline, closed) : [];
      return timeline.items.filter((item) => {
        const isOnFreed = spans.some(({ span }) => overlap({ from: item.from, to: item.dueAt }, span));
        return isOnFreed || (closed && touches(item, closed)) || stranded.includes(item);
      });
    }),
  );
}

function itemsOf(plans: Plans): Seen[] {
  return Array.from(plans, ([classCode, { items }]) => items.map((item) => ({ item, classCode }))).flat();
}

function byHold(plans: Plans): Map<string, Seen> {
  return new Map(
    itemsOf(plans).flatMap((seen) => seen.item.holdIds.map((holdId) => [holdId, seen] as const)),
  );
}

function nowOf({ holdIds: [holdId = ''] }: BoardItem, is: ReadonlyMap<string, Seen>): Seen | undefined {
  return is.get(holdId);
}

function byPickUp(a: { from: string }, b: { from: string }): number {
  return a.from < b.from ? -1 : Number(a.from > b.from);
}
