import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import type { Instant } from '@houtai/domain-kit';
import { AllocationStore } from '../allocation/allocation.store';
import { BindingService } from '../allocation/binding.service';
import { asPromised, type Board, type BoardItem } from './board';
import { CAPACITY_PLANNER, type CapacityPlanner } from './capacity-planner';
import { faultsOf } from './plan-faults';
import { PlanStore, instantOf, type NewPlace } from './plan.store';
import { repairPlan, type Repair } from './repair-plan';

/** Makes the stored plan drivable again after something happened to vehicles. The locks of their classes are taken. */
@Injectable()
export class RepairService {
  constructor(
    private readonly plans: PlanStore,
    private readonly allocations: AllocationStore,
    private readonly bindings: BindingService,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /**
   * Looks at the vehicles alone first: nearly always all is well and the class need not be loaded.
   * @param makeRoom runs after bindings that cannot stay were released, before new ones are made
   */
  async repairVehicles(
    sql: Sql,
    vehicleIds: readonly string[],
    now: Instant,
    makeRoom: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const ids = [...new Set(vehicleIds)];
    const near = this.promised(await this.plans.loadVehicles(sql, ids), now);
    const wellServed = near.vehicles.every((vehicle) => {
      const own = near.items.filter(({ vehicleId }) => vehicleId === vehicle.id);
      return own.every(({ conflict }) => !conflict) && faultsOf(vehicle, own).length === 0;
    });
    if (wellServed) return makeRoom();
    const classes = [...new Set(near.vehicles.map(({ classCode }) => classCode))];
    const board = this.promised(await this.plans.loadClasses(sql, classes), now);
    addMissing(board, near);
    await this.apply(sql, board, repairPlan(this.planner, board, ids), ids, now, makeRoom);
  }

  /** Places again what has no vehicle, and looks again at what has one that could not serve it. */
  async retryConflicts(sql: Sql, classCode: string, now: Instant): Promise<void> {
    const board = this.promised(await this.plans.loadClasses(sql, [classCode]), now);
    const suspects = board.items.flatMap((item) => (item.conflict && item.vehicleId ? [item.vehicleId] : []));
    const repairs = new Map<string, Repair>();
    for (const item of board.items.filter(({ vehicleId }) => vehicleId === undefined)) {
      for (const { itemId, vehicleId } of this.planner.place(board, item) ?? []) {
        const index = board.items.findIndex(({ id }) => id === itemId);
        const moved = board.items[index];
        if (!moved) continue;
        board.items[index] = { ...moved, vehicleId };
        repairs.set(itemId, { kind: 'moved', itemId, vehicleId });
      }
    }
    for (const [id, repair] of repairPlan(this.planner, board, suspects)) repairs.set(id, repair);
    await this.apply(sql, board, repairs, suspects, now, () => Promise.resolve());
  }

  private promised(board: Board, now: Instant): Board {
    const at = Date.parse(now);
    return { ...board, items: board.items.map((item) => asPromised(item, at)) };
  }

  private async apply(
    sql: Sql,
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
      await this.bindings.release(sql, item.reservationId, 'swapped', now);
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
        if (isBound(item)) await this.shift(sql, item, from);
      }
    }
    await this.plans.replace(sql, now, places);
    await makeRoom();
    const classOf = new Map(board.vehicles.map(({ id, classCode }) => [id, classCode]));
    for (const item of toBind) {
      await this.bindings.bind(sql, item, classOf.get(item.vehicleId) ?? item.classCode, now);
    }
  }

  private async shift(sql: Sql, item: BoardItem, from: number): Promise<void> {
    const active = await this.allocations.active(sql, item.reservationId);
    if (!active) return;
    const during = { from: instantOf(from), to: active.state.binding.during.to };
    await this.allocations.handle(sql, active, { type: 'shift', during });
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
