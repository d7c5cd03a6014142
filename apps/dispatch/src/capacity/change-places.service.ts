import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import type { Instant } from '@houtai/domain-kit';
import { BindingService } from '../allocation/binding.service';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import type { Span } from '../planning/plan';
import { instantOf } from '../planning/plan.store';
import { RepairService } from '../planning/repair.service';
import type { Hold, Verdict } from './capacity';
import type { LoadedCapacity } from './capacity.store';
import { DispatchStores } from './dispatch-stores.service';
import type { HoldPlace } from './hold-place';
import { PlaceFinder, toPlanItem } from './place-finder.service';

export interface FoundChange {
  verdict: Verdict;
  place: HoldPlace;
  /** Set when the old and the new hold are on one vehicle: they are alternatives and share the span of both. */
  shared?: { oldHoldId: string; span: Span; leavesAt: string | null };
}

/** Finds room for the new hold of a change while the old one stays. */
@Injectable()
export class ChangePlaces {
  constructor(
    private readonly stores: DispatchStores,
    private readonly finder: PlaceFinder,
    private readonly bindings: BindingService,
    private readonly repairs: RepairService,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /** On the vehicle of the old hold if possible, which costs least, else on another vehicle. */
  async find(sql: Sql, loaded: LoadedCapacity, hold: Hold, at: Instant): Promise<FoundChange> {
    const untilAt = await this.stores.fleet.readyAfter(sql, hold.return.branchId, hold.return.at);
    const shared = await this.findShared(sql, loaded, hold, untilAt, at);
    if (shared) return shared;
    const own = await this.stores.plans.loadReservation(sql, loaded.reservationId);
    const beside = { reservationId: loaded.reservationId, vehicleId: own[0]?.vehicleId };
    const found = await this.finder.find(sql, hold, untilAt, at, beside);
    const place: HoldPlace = found.held
      ? { vehicleId: found.vehicleId, untilAt }
      : { conflict: 'no-vehicle', untilAt };
    return { verdict: found, place };
  }

  /** Ends the binding of the old hold. */
  releaseOld(sql: Sql, reservationId: string, at: Instant): Promise<void> {
    return this.bindings.release(sql, reservationId, 'changed', at);
  }

  /** After one of the two holds is gone: whoever counted on it is planned again, and a near pick-up is bound. */
  async settle(
    sql: Sql,
    { reservationId, state }: LoadedCapacity,
    formerVehicleIds: readonly string[],
    at: Instant,
  ): Promise<void> {
    const items = await this.stores.plans.loadReservation(sql, reservationId);
    const active = await this.stores.allocations.active(sql, reservationId);
    const own = items[0];
    if (active && own) {
      const during = { from: instantOf(own.from), to: instantOf(own.until) };
      await this.stores.allocations.handle(sql, active, { type: 'shift', during });
    }
    const vehicleIds = [...formerVehicleIds, ...items.flatMap(({ vehicleId }) => vehicleId ?? [])];
    await this.repairs.repairVehicles(sql, vehicleIds, at);
    if (state.status === 'firm') await this.bindings.bindNear(sql, reservationId, at);
  }

  /**
   * Both holds as one use of one vehicle, from the earlier start to the later end. Where the two return branches differ,
   * nothing may follow until orders has decided.
   */
  private async findShared(
    sql: Sql,
    { reservationId, state }: LoadedCapacity,
    hold: Hold,
    untilAt: Instant,
    at: Instant,
  ): Promise<FoundChange | undefined> {
    if (state.status !== 'held' && state.status !== 'firm') return undefined;
    const old = state.hold;
    if (old.classCode !== hold.classCode || old.pickUp.branchId !== hold.pickUp.branchId) return undefined;
    if (hold.pickUp.at >= hold.return.at) return undefined;
    const board = await this.stores.plans.loadClasses(sql, [hold.classCode]);
    const own = board.items.find((item) => item.reservationId === reservationId);
    if (!own?.vehicleId || own.conflict) return undefined;
    const wanted = toPlanItem(hold, untilAt);
    const both = {
      ...own,
      from: Math.min(own.from, wanted.from),
      dueAt: Math.max(own.dueAt, wanted.dueAt),
      until: Math.max(own.until, wanted.until),
      returnBranchId: own.returnBranchId === wanted.returnBranchId ? own.returnBranchId : null,
      vehicleId: undefined,
    };
    const rest = { vehicles: board.vehicles, items: board.items.filter((item) => item !== own) };
    const others = board.vehicles.flatMap(({ id }) => (id === own.vehicleId ? [] : [id]));
    const placements = this.planner.place(rest, both, new Set(own.fixed ? others : []));
    if (!placements) return undefined;
    const vehicleId = await this.finder.applyMoves(sql, board, own.id, placements, at);
    const from = instantOf(own.from);
    await this.stores.plans.replace(sql, at, [{ holdIds: own.holdIds, vehicleId, from, bound: own.fixed }]);
    return {
      verdict: { held: true },
      place: { vehicleId, untilAt },
      shared: {
        oldHoldId: own.id,
        span: { from: both.from, to: both.until },
        leavesAt: both.returnBranchId,
      },
    };
  }
}
