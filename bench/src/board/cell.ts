import { assertNever } from '@houtai/domain-kit';
import { Departures } from './departures';
import type { Network } from '@houtai/dispatch/drives/network';
import { Seats } from './seats';
import type { CellRows, Fact, HoldRow, Millis, RelocationRow, VehicleRow } from './rows';
import { StepCounts } from './step-counts';
import { layOut, type Gap, type Timeline } from './timeline';

/** What a cell is, apart from its rows. */
export interface CellFrame {
  readonly classCode: string;
  readonly network: Network;
  /** No promise ends after it: booking horizon plus the longest rental. Windows of vehicles beyond it are left aside. */
  readonly horizon: Millis;
}

const NO_HOLDS: ReadonlyMap<string, HoldRow> = new Map();
const NO_COUNTS = new StepCounts();
const NO_DEPARTURES = new Departures();

/**
 * A class in a region, in memory: its rows, and what follows from them. Vehicles without an item of their own are a pool;
 * per branch the cell keeps how many of them stand there, over time. All promises have to be served, so their flow is
 * given: they can be served exactly when no count is ever below zero.
 *
 * Everything but the rows is derived, so two cells of the same rows give the same answers, whatever led to them.
 */
export class Cell {
  readonly vehicles = new Map<string, VehicleRow>();
  readonly holds = new Map<string, HoldRow>();
  readonly relocations = new Map<string, RelocationRow>();
  /** Of each vehicle that has a row, or a hold with a seat on it. */
  readonly timelines = new Map<string, Timeline>();
  private readonly counts = new Map<string, StepCounts>();
  private readonly seats = new Seats();
  private readonly pooledAt = new Map<string, Map<string, HoldRow>>();
  private readonly gapsAt = new Map<string, Map<string, readonly Gap[]>>();
  private readonly leaving = new Map<string, Departures>();
  private gapCount = 0;

  constructor(readonly frame: CellFrame) {}

  static of(frame: CellFrame, { vehicles, holds, relocations }: CellRows): Cell {
    const cell = new Cell(frame);
    for (const hold of holds) cell.seatHold(hold);
    for (const vehicle of vehicles) cell.vehicles.set(vehicle.id, vehicle);
    for (const id of new Set([...cell.vehicles.keys(), ...cell.seats.vehicleIds()])) cell.layOut(id);
    for (const relocation of relocations) cell.apply([{ kind: 'relocation-put', relocation }]);
    return cell;
  }

  /**
   * Applies facts in their order. A fact is never refused: what makes a count negative is listed by `atRisk`.
   * @returns the facts that take everything back, to be applied when the transaction rolls back
   */
  apply(facts: readonly Fact[]): Fact[] {
    const inverse: Fact[] = [];
    for (const fact of facts) inverse.push(this.applyOne(fact));
    return inverse.reverse();
  }

  /** The count of pooled vehicles at a branch. Only to be read. */
  countsAt(branchId: string): StepCounts {
    return this.counts.get(branchId) ?? NO_COUNTS;
  }

  /** Branches at which something was ever counted. */
  branchIds(): Iterable<string> {
    return this.counts.keys();
  }

  /** Holds of the pool that are picked up at a branch, in no order. */
  pooledHoldsAt(branchId: string): Iterable<HoldRow> {
    return (this.pooledAt.get(branchId) ?? NO_HOLDS).values();
  }

  /** Holds of the pool, in no order. */
  *pooledHolds(): Generator<HoldRow> {
    for (const holds of this.pooledAt.values()) yield* holds.values();
  }

  /** Gaps, of vehicles with a timeline of their own, that begin at a branch. */
  *gapsAtBranch(branchId: string): Generator<Gap> {
    for (const gaps of this.gapsAt.get(branchId)?.values() ?? []) yield* gaps;
  }

  get hasGaps(): boolean {
    return this.gapCount > 0;
  }

  /** Planned relocations that leave a branch. Only to be read. */
  departuresFrom(branchId: string): Departures {
    return this.leaving.get(branchId) ?? NO_DEPARTURES;
  }

  private applyOne(fact: Fact): Fact {
    switch (fact.kind) {
      case 'hold-put':
        return this.putHold(fact.hold.id, fact.hold);
      case 'hold-removed':
        return this.putHold(fact.holdId, undefined);
      case 'vehicle-put':
        return this.putVehicle(fact.vehicle.id, fact.vehicle);
      case 'vehicle-removed':
        return this.putVehicle(fact.vehicleId, undefined);
      case 'relocation-put':
        return this.putRelocation(fact.relocation.id, fact.relocation);
      case 'relocation-removed':
        return this.putRelocation(fact.relocationId, undefined);
      default:
        return assertNever(fact);
    }
  }

  private putHold(holdId: string, hold: HoldRow | undefined): Fact {
    const former = this.holds.get(holdId);
    // One after the other: what followed from the former seat is taken out before the hold counts again.
    const formerVehicle = former && this.unseatHold(former);
    if (formerVehicle !== undefined) this.layOut(formerVehicle);
    const vehicle = hold && this.seatHold(hold);
    if (vehicle !== undefined) this.layOut(vehicle);
    return former ? { kind: 'hold-put', hold: former } : { kind: 'hold-removed', holdId };
  }

  private putVehicle(vehicleId: string, vehicle: VehicleRow | undefined): Fact {
    const former = this.vehicles.get(vehicleId);
    if (vehicle) this.vehicles.set(vehicleId, vehicle);
    else this.vehicles.delete(vehicleId);
    this.layOut(vehicleId);
    return former ? { kind: 'vehicle-put', vehicle: former } : { kind: 'vehicle-removed', vehicleId };
  }

  private putRelocation(relocationId: string, relocation: RelocationRow | undefined): Fact {
    const former = this.relocations.get(relocationId);
    if (former) this.move(former, -1);
    if (relocation) this.move(relocation, 1);
    return former
      ? { kind: 'relocation-put', relocation: former }
      : { kind: 'relocation-removed', relocationId };
  }

  private move(relocation: RelocationRow, sign: 1 | -1): void {
    const { id, fromBranchId, toBranchId, departsAt, arrivesAt } = relocation;
    this.count(fromBranchId, departsAt, -sign);
    this.count(toBranchId, arrivesAt, sign);
    const leaving = this.leaving.get(fromBranchId) ?? new Departures();
    this.leaving.set(fromBranchId, leaving);
    if (sign > 0) {
      this.relocations.set(id, relocation);
      leaving.add(relocation);
    } else {
      this.relocations.delete(id);
      leaving.remove(id);
    }
  }

  /** @returns the vehicle that has to be laid out anew */
  private seatHold(hold: HoldRow): string | undefined {
    this.holds.set(hold.id, hold);
    if (hold.seat.kind === 'pool') return this.pool(hold, 1);
    this.seats.add(hold.seat.vehicleId, hold);
    return hold.seat.vehicleId;
  }

  private unseatHold(hold: HoldRow): string | undefined {
    this.holds.delete(hold.id);
    if (hold.seat.kind === 'pool') return this.pool(hold, -1);
    this.seats.remove(hold.seat.vehicleId, hold.id);
    return hold.seat.vehicleId;
  }

  private pool(hold: HoldRow, sign: 1 | -1): undefined {
    this.count(hold.pickUpBranchId, hold.from, -sign);
    if (hold.returnBranchId !== null) this.count(hold.returnBranchId, hold.until, sign);
    const pooled = inner(this.pooledAt, hold.pickUpBranchId);
    if (sign > 0) pooled.set(hold.id, hold);
    else pooled.delete(hold.id);
  }

  /** Takes what followed from a vehicle out of the counts, and puts in what follows now. */
  private layOut(vehicleId: string): void {
    const former = this.timelines.get(vehicleId);
    if (former) this.contribute(vehicleId, former, -1);
    const vehicle = this.vehicles.get(vehicleId);
    const seated = this.seats.on(vehicleId);
    const next = vehicle ? layOut(vehicle, seated, this.frame.horizon) : strandedTimeline(seated);
    if (vehicle || seated.length > 0) {
      this.timelines.set(vehicleId, next);
      this.contribute(vehicleId, next, 1);
    } else this.timelines.delete(vehicleId);
  }

  private contribute(vehicleId: string, { entry, pooled, gaps }: Timeline, sign: 1 | -1): void {
    if (entry) this.count(entry.branchId, entry.at, sign);
    for (const hold of pooled) this.pool(hold, sign);
    this.gapCount += sign * gaps.length;
    for (const gap of gaps) {
      const known = inner(this.gapsAt, gap.branchId);
      if (sign > 0) known.set(vehicleId, [...(known.get(vehicleId) ?? []), gap]);
      else known.delete(vehicleId);
    }
  }

  private count(branchId: string, at: Millis, delta: number): void {
    let counts = this.counts.get(branchId);
    if (!counts) this.counts.set(branchId, (counts = new StepCounts()));
    counts.add(at, delta);
  }
}

/** Holds on a vehicle that is not in the cell (any more): those that may move count as unserved, the others are stranded. */
function strandedTimeline(seated: readonly HoldRow[]): Timeline {
  const own = seated.filter(({ seat }) => seat.kind === 'fixed');
  return {
    entry: undefined,
    own,
    pooled: seated.filter(({ seat }) => seat.kind !== 'fixed'),
    gaps: [],
    faults: own.filter(({ started }) => !started).map((hold) => ({ hold, fault: 'vehicle-unfit' as const })),
  };
}

function inner<T>(outer: Map<string, Map<string, T>>, key: string): Map<string, T> {
  let found = outer.get(key);
  if (!found) outer.set(key, (found = new Map<string, T>()));
  return found;
}
