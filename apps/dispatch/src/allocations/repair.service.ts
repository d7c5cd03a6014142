import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { asPromised, withClasses, type Board, type BoardItem } from '../planning/board';
import { canBeBound } from '../planning/can-be-bound';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { DueHoldStore } from '../planning/due-hold.store';
import { instantOf, isOwnUse } from '../planning/plan';
import { faultsOf } from '../planning/plan-faults';
import { PlanStore, type NewPlace } from '../planning/plan.store';
import { repairPlan, type Repair } from '../planning/repair-plan';
import { Timetable } from '../planning/timetable';
import { BindingService } from './binding.service';

/** Makes the stored plan drivable again after something happened to vehicles. The locks of their classes are taken. */
@Injectable()
export class RepairService {
  constructor(
    private readonly plans: PlanStore,
    private readonly conflicts: DueHoldStore,
    private readonly bindings: BindingService,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /**
   * Looks at the vehicles alone first: nearly always all is well and the class need not be loaded.
   * @param makeRoom runs after bindings that cannot stay were released, before new ones are made
   */
  async repairVehicles(
    vehicleIds: readonly string[],
    now: Instant,
    makeRoom: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const ids = [...new Set(vehicleIds)];
    const near = this.promised(await this.plans.loadVehicles(ids), now);
    const wellServed = near.vehicles.every((vehicle) => {
      const own = near.items.filter(({ vehicleId }) => vehicleId === vehicle.id);
      return own.every(({ conflict }) => !conflict) && faultsOf(vehicle, own).length === 0;
    });
    if (wellServed) return makeRoom();
    const classes = [...new Set(near.vehicles.map(({ classCode }) => classCode))];
    const board = this.promised(await this.plans.loadClasses(classes), now);
    addMissing(board, near);
    const plan = withClasses(board);
    const repairs = repairPlan(this.planner, Timetable.of(plan.vehicles, plan.items), ids);
    await this.apply(plan, repairs, ids, now, makeRoom);
  }

  /** Under its lock, places again what has no vehicle in a class, and looks again at what has one that could not serve it. */
  async retryConflicts(classCode: string, now: Instant): Promise<void> {
    await this.plans.lockClasses([classCode]);
    await this.conflicts.markRetried(classCode, now);
    const board = this.promised(await this.plans.loadClasses([classCode]), now);
    const suspects = board.items.flatMap((item) => (item.conflict && item.vehicleId ? [item.vehicleId] : []));
    const repairs = new Map<string, Repair>();
    const timetable = Timetable.of(board.vehicles, board.items);
    for (const wanted of board.items.filter((item) => item.vehicleId === undefined && !isOwnUse(item))) {
      const placements = this.planner.place(timetable, wanted) ?? [];
      timetable.adopt(placements);
      for (const { item, vehicleId } of placements)
        repairs.set(item.id, { kind: 'moved', itemId: item.id, vehicleId });
    }
    for (const [id, repair] of repairPlan(this.planner, timetable, suspects)) repairs.set(id, repair);
    await this.apply(board, repairs, suspects, now, () => Promise.resolve());
  }

  /**
   * After one of two holds of a reservation is gone: its binding follows the one that stays, and whoever counted on the
   * vehicles of either is planned again.
   */
  async settle(reservationId: string, formerVehicleIds: readonly string[], now: Instant): Promise<void> {
    const items = await this.plans.loadReservation(reservationId);
    const [own] = items;
    if (own) await this.bindings.shift(reservationId, instantOf(own.from), instantOf(own.until), now);
    const vehicleIds = items.flatMap(({ vehicleId }) => vehicleId ?? []);
    await this.repairVehicles([...formerVehicleIds, ...vehicleIds], now);
  }

  private promised(board: Board, now: Instant): Board {
    const at = Date.parse(now);
    return { ...board, items: board.items.map((item) => asPromised(item, at)) };
  }

  private async apply(
    board: Board,
    repairs: ReadonlyMap<string, Repair>,
    vehicleIds: readonly string[],
    now: Instant,
    makeRoom: () => Promise<void>,
  ): Promise<void> {
    const places: NewPlace[] = [];
    const toBind: (BoardItem & { vehicleId: string })[] = [];
    const isBound = ({ fixed, started }: BoardItem) => fixed && !started;
    const leaving = board.items.filter(({ id }) => LEAVES.has(repairs.get(id)?.kind));
    for (const item of leaving.filter(isBound)) {
      await this.bindings.release(item.reservationId, 'swapped', now);
    }
    for (const item of board.items) {
      const repair = repairs.get(item.id);
      const stays = { holdIds: item.holdIds, vehicleId: item.vehicleId ?? null, bound: isBound(item) };
      if (repair?.kind === 'moved') {
        const { vehicleId } = repair;
        places.push({ ...stays, vehicleId, bound: false, from: instantOf(item.from) });
        if (isBound(item)) toBind.push({ ...item, vehicleId, conflict: undefined });
      } else if (repair?.kind === 'unplaced') {
        const from = instantOf(item.plannedFrom);
        places.push({ ...stays, vehicleId: null, bound: false, conflict: repair.fault, from });
      } else if (repair || isSolved(item, vehicleIds)) {
        const from = repair?.kind === 'shifted' ? repair.from : item.from;
        places.push({ ...stays, conflict: repair?.fault, from: instantOf(from) });
        if (isBound(item)) await this.bindings.shift(item.reservationId, instantOf(from), undefined, now);
      }
    }
    await this.plans.replace(now, places);
    await makeRoom();
    const vehicles = new Map(board.vehicles.map((vehicle) => [vehicle.id, vehicle]));
    for (const item of toBind) {
      const vehicle = vehicles.get(item.vehicleId);
      // One that is still expected is bound when it is there.
      if (vehicle && canBeBound(vehicle, board.items, item)) {
        await this.bindings.bind(item, vehicle.classCode || item.classCode, now);
      }
    }
  }
}

const LEAVES: ReadonlySet<Repair['kind'] | undefined> = new Set<Repair['kind']>(['moved', 'unplaced']);

/** It was in conflict, its vehicle was looked at, and there is no fault any more. */
function isSolved(item: BoardItem, vehicleIds: readonly string[]): boolean {
  if (!item.conflict || item.started || item.vehicleId === undefined) return false;
  return vehicleIds.includes(item.vehicleId);
}

/** A vehicle that is not (yet) registered belongs to no class but may carry promises all the same. */
function addMissing(board: Board, near: Board): void {
  const known = new Set(board.vehicles.map(({ id }) => id));
  const strangers = near.vehicles.filter(({ id }) => !known.has(id));
  const ids = new Set(strangers.map(({ id }) => id));
  board.vehicles.push(...strangers);
  board.items.push(...near.items.filter(({ vehicleId }) => vehicleId !== undefined && ids.has(vehicleId)));
}
