import type { Cell } from './cell';
import type { HoldRow, Millis, RelocationRow } from './rows';

/** A vehicle for something of the pool. */
export interface Assignment {
  readonly vehicleId: string;
  readonly item: PooledItem;
}

export type PooledItem =
  | { readonly kind: 'hold'; readonly hold: HoldRow }
  | { readonly kind: 'relocation'; readonly relocation: RelocationRow };

export interface Decomposition {
  /** By start. */
  readonly assigned: readonly Assignment[];
  /** For which no vehicle stands there: somewhere before a count is negative. By start. */
  readonly unserved: readonly PooledItem[];
}

interface Departure {
  readonly item: PooledItem;
  readonly branchId: string;
  readonly at: Millis;
  readonly goesTo: string | null;
  readonly until: Millis;
  readonly preferred: string | undefined;
}

interface Arrival {
  readonly branchId: string;
  readonly vehicleId: string;
  readonly at: Millis;
}

/**
 * Turns counts into timelines: every pooled item that starts before `until` gets a vehicle, by start. A vehicle of the pool
 * is as good as another, so as long as no count is negative each finds one. An item keeps the vehicle it has
 * (`preferred`) when that stands there; else it gets the one that came last and that no other item waits for.
 */
export function decompose(cell: Cell, until: Millis): Decomposition {
  const departures = departuresOf(cell, until);
  const standing = new Map<string, string[]>();
  const waitedFor = new Set(departures.flatMap(({ preferred }) => preferred ?? []));
  const arrivals = new ArrivalQueue(entriesOf(cell, until));
  const assigned: Assignment[] = [];
  const unserved: PooledItem[] = [];
  for (const departure of departures) {
    for (const { branchId, vehicleId } of arrivals.until(departure.at)) {
      const there = standing.get(branchId);
      if (there) there.push(vehicleId);
      else standing.set(branchId, [vehicleId]);
    }
    const vehicleId = take(standing.get(departure.branchId) ?? [], departure.preferred, waitedFor);
    if (departure.preferred !== undefined) waitedFor.delete(departure.preferred);
    if (vehicleId === undefined) {
      unserved.push(departure.item);
      continue;
    }
    assigned.push({ vehicleId, item: departure.item });
    if (departure.goesTo !== null)
      arrivals.add({ branchId: departure.goesTo, vehicleId, at: departure.until });
  }
  return { assigned, unserved };
}

function take(
  there: string[],
  preferred: string | undefined,
  waitedFor: ReadonlySet<string>,
): string | undefined {
  let index = preferred === undefined ? -1 : there.indexOf(preferred);
  if (index < 0) index = there.findLastIndex((id) => !waitedFor.has(id));
  if (index < 0) index = there.length - 1;
  return index < 0 ? undefined : there.splice(index, 1)[0];
}

function departuresOf(cell: Cell, until: Millis): Departure[] {
  const departures: Departure[] = [];
  for (const hold of cell.pooledHolds()) {
    if (hold.from >= until) continue;
    departures.push({
      item: { kind: 'hold', hold },
      branchId: hold.pickUpBranchId,
      at: hold.from,
      goesTo: hold.returnBranchId,
      until: hold.until,
      preferred: preferredOf(hold),
    });
  }
  for (const relocation of cell.relocations.values()) {
    if (relocation.departsAt >= until) continue;
    departures.push({
      item: { kind: 'relocation', relocation },
      branchId: relocation.fromBranchId,
      at: relocation.departsAt,
      goesTo: relocation.toBranchId,
      until: relocation.arrivesAt,
      preferred: undefined,
    });
  }
  return departures.sort(byStart);
}

/** Once in a gap, now one of the pool: it would rather stay where it was. */
function preferredOf({ seat }: HoldRow): string | undefined {
  return seat.kind === 'pool' ? seat.preferred : seat.vehicleId;
}

/** At one instant those with a vehicle choose first. */
function byStart(a: Departure, b: Departure): number {
  if (a.at !== b.at) return a.at - b.at;
  const first = Number(a.preferred === undefined) - Number(b.preferred === undefined);
  return first || (idOf(a.item) < idOf(b.item) ? -1 : 1);
}

export function idOf(item: PooledItem): string {
  return item.kind === 'hold' ? item.hold.id : item.relocation.id;
}

function entriesOf(cell: Cell, until: Millis): Arrival[] {
  const entries: Arrival[] = [];
  for (const [vehicleId, { entry }] of cell.timelines) {
    if (entry && entry.at < until) entries.push({ vehicleId, branchId: entry.branchId, at: entry.at });
  }
  return entries;
}

/** Vehicles on their way, soonest first: a binary heap. Of those that come at once the order is the one of their ids. */
class ArrivalQueue {
  private readonly heap: Arrival[] = [];

  constructor(arrivals: readonly Arrival[]) {
    for (const arrival of arrivals) this.add(arrival);
  }

  add(arrival: Arrival): void {
    const { heap } = this;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !sooner(arrival, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = arrival;
  }

  /** Takes out those that have arrived at `at`. */
  *until(at: Millis): Generator<Arrival> {
    for (let first = this.heap[0]; first && first.at <= at; first = this.heap[0]) {
      this.removeFirst();
      yield first;
    }
  }

  private removeFirst(): void {
    const { heap } = this;
    const moved = heap.pop();
    if (!moved || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
      const isRight = left !== undefined && right !== undefined && sooner(right, left);
      const child = isRight ? right : left;
      if (!child || !sooner(child, moved)) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = moved;
  }
}

function sooner(a: Arrival, b: Arrival): boolean {
  return a.at < b.at || (a.at === b.at && a.vehicleId < b.vehicleId);
}
