import type { Millis, Placement, PlanItem } from './plan';
import { faultsOf } from './plan-faults';
import { mayServe, Timeline } from './timeline';
import type { Timetable } from './timetable';

/** Vehicles that are tried for the wanted use, the one that stands there longest first. */
const MOST_TRIED = 16;

/** A timeline with the moment at which it is cut, and what follows that. */
interface Cut<Item extends PlanItem> {
  readonly timeline: Timeline<Item>;
  readonly tail: readonly Item[];
  /** When the first of the tail begins; Infinity for an empty one. */
  readonly goesAt: Millis;
}

/**
 * Makes room by exchange: two vehicles that stand at one branch at the same moment may take over all that the other does
 * from then on. The vehicle of `wanted` gives away what begins too soon, as often as it takes; as soon as `wanted` is over
 * and both stand side by side again each takes back what was its own, so that few others change their vehicle.
 *
 * Finds a place whenever the branch always has one vehicle more than it needs and vehicles are interchangeable: when what
 * follows begins, another one stands there. Papers, groundings and bound uses make it sound and not complete.
 */
export function exchangeTails<Item extends PlanItem>(
  timetable: Timetable<Item>,
  wanted: Item,
  avoid: ReadonlySet<string>,
  mostTried = MOST_TRIED,
): Placement<Item>[] | undefined {
  const firsts = timetable
    .standing(wanted.pickUpBranchId, wanted.from)
    .flatMap((timeline) => {
      const isCandidate = !avoid.has(timeline.vehicle.id) && mayServe(timeline.vehicle, wanted);
      return (isCandidate && cutAt(timeline, wanted.pickUpBranchId, wanted.from)) || [];
    })
    .sort(longestFirst)
    .slice(0, mostTried);
  for (const { timeline } of firsts) {
    const exchange = new Exchange(timetable, wanted, timeline.vehicle.id);
    if (exchange.makeRoom()) return exchange.placements();
  }
  return undefined;
}

class Exchange<Item extends PlanItem> {
  private readonly changed = new Map<string, Timeline<Item>>();
  private readonly partners: string[] = [];

  constructor(
    private readonly timetable: Timetable<Item>,
    private readonly wanted: Item,
    private readonly ownId: string,
  ) {}

  /** @returns whether `wanted` has its place now, and everybody else still has one */
  makeRoom(): boolean {
    const { pickUpBranchId, returnBranchId, from, until } = this.wanted;
    const neededUntil = returnBranchId === pickUpBranchId ? until : Infinity;
    for (;;) {
      const own = this.timelineOf(this.ownId);
      const cut = own && cutAt(own, pickUpBranchId, from);
      if (!cut) return false;
      if (cut.goesAt >= neededUntil) {
        if (!own.fitOf(this.wanted)) return false;
        this.changed.set(this.ownId, own.with(this.wanted));
        break;
      }
      const partner = this.partnerFor(cut, neededUntil);
      if (!partner) return false;
      this.partners.push(partner.timeline.vehicle.id);
      this.exchange(cut, partner);
    }
    for (const partnerId of this.partners.toReversed()) this.takeBack(partnerId);
    return this.isSound();
  }

  placements(): Placement<Item>[] {
    const moves = Array.from(this.changed.values(), ({ vehicle, items }) =>
      items
        .filter(({ vehicleId }) => vehicleId !== vehicle.id)
        .map((item) => ({ item, vehicleId: vehicle.id })),
    ).flat();
    return moves.sort((a, b) => Number(b.item === this.wanted) - Number(a.item === this.wanted));
  }

  /** Who stands there when `cut` begins what follows, may take that over, and itself goes last. */
  private partnerFor(cut: Cut<Item>, neededUntil: Millis): Cut<Item> | undefined {
    const { pickUpBranchId } = this.wanted;
    const unchanged = this.timetable
      .standing(pickUpBranchId, cut.goesAt)
      .filter(({ vehicle }) => !this.changed.has(vehicle.id));
    return [...unchanged, ...this.changed.values()]
      .flatMap((timeline) =>
        timeline.vehicle.id === this.ownId ? [] : (cutAt(timeline, pickUpBranchId, cut.goesAt) ?? []),
      )
      .sort(longestFirst)
      .find(({ timeline, tail, goesAt }) => {
        const isLast = goesAt >= neededUntil;
        return mayTake(timeline, cut.tail) && (!isLast || mayTake(cut.timeline, tail));
      });
  }

  private takeBack(partnerId: string): void {
    const [own, other] = [this.timelineOf(this.ownId), this.timelineOf(partnerId)];
    if (!own || !other) return;
    for (const at of momentsAfter(this.wanted.until, own, other)) {
      const branchId = own.standAt(at)?.branchId;
      const [mine, theirs] =
        branchId === undefined ? [] : [cutAt(own, branchId, at), cutAt(other, branchId, at)];
      if (!mine || !theirs) continue;
      if (mayTake(own, theirs.tail) && mayTake(other, mine.tail)) this.exchange(mine, theirs);
      return;
    }
  }

  private exchange(one: Cut<Item>, other: Cut<Item>): void {
    for (const [{ timeline, tail: given }, { tail: taken }] of [
      [one, other],
      [other, one],
    ] as const) {
      const { vehicle, items } = timeline;
      const kept = items.slice(0, items.length - given.length);
      this.changed.set(vehicle.id, new Timeline(vehicle, [...kept, ...taken]));
    }
  }

  /** What was wrong before on a vehicle must not come to another one. */
  private isSound(): boolean {
    return Array.from(this.changed.values()).every(({ vehicle, items }) =>
      faultsOf(vehicle, items).every(({ item }) => item.vehicleId === vehicle.id),
    );
  }

  private timelineOf(vehicleId: string): Timeline<Item> | undefined {
    return this.changed.get(vehicleId) ?? this.timetable.get(vehicleId);
  }
}

/** Where the vehicle stands at the branch at that moment and nothing that follows is bound to it. */
function cutAt<Item extends PlanItem>(
  timeline: Timeline<Item>,
  branchId: string,
  at: Millis,
): Cut<Item> | undefined {
  const stand = timeline.standAt(at);
  if (stand?.branchId !== branchId) return undefined;
  const tail = timeline.items.slice(stand.index);
  if (tail.some(({ fixed, started }) => fixed || started)) return undefined;
  return { timeline, tail, goesAt: stand.to };
}

function mayTake({ vehicle }: Timeline, tail: readonly PlanItem[]): boolean {
  return tail.every((item) => mayServe(vehicle, item));
}

/** The id decides between equals, so that plans can be reproduced. */
function longestFirst(a: Cut<PlanItem>, b: Cut<PlanItem>): number {
  if (a.goesAt !== b.goesAt) return a.goesAt > b.goesAt ? -1 : 1;
  return a.timeline.vehicle.id < b.timeline.vehicle.id ? -1 : 1;
}

/** `from`, and when either vehicle comes back after it. */
function momentsAfter(from: Millis, ...timelines: readonly Timeline[]): Millis[] {
  const backs = timelines.flatMap(({ items }) => items.map(({ until }) => until));
  return [from, ...backs.filter((at) => at > from)].sort((a, b) => a - b);
}
