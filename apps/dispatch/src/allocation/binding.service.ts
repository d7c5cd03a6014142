import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import { addHours, type Instant } from '@houtai/domain-kit';
import { IDS, type IdSource } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import type { BoardItem } from '../planning/board';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { PlanStore, instantOf } from '../planning/plan.store';
import type { AllocationReleaseReason, Binding } from './allocation';
import { AllocationStore } from './allocation.store';

type PlacedItem = BoardItem & { vehicleId: string };

/** Vehicles tried when the database refuses again and again. */
const MOST_ATTEMPTS = 5;

/** Turns a planned place into a binding, once the pick-up is near, and back. */
@Injectable()
export class BindingService {
  constructor(
    private readonly allocations: AllocationStore,
    private readonly plans: PlanStore,
    private readonly config: DispatchConfig,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /** Pick-ups before this instant are bound to a vehicle. */
  horizon(now: Instant): Instant {
    return addHours(now, this.config.frozenHorizonHours);
  }

  /**
   * Binds an item to the vehicle the plan has for it. When the database says that the vehicle is taken, the plan was
   * wrong: the item is planned again among the others, and without any place left it is listed as a conflict.
   */
  async bind(sql: Sql, item: PlacedItem, vehicleClass: string, now: Instant): Promise<Binding | undefined> {
    const binding = await this.bindTo(sql, item, vehicleClass, now);
    if (binding) return binding;
    const taken = new Set([item.vehicleId]);
    while (taken.size <= MOST_ATTEMPTS) {
      const board = await this.plans.loadClasses(sql, [item.classCode]);
      const items = board.items.filter(({ id }) => id !== item.id);
      const wanted = { ...item, vehicleId: undefined, fixed: false };
      const placements = this.planner.place({ vehicles: board.vehicles, items }, wanted, taken);
      const own = placements?.find(({ itemId }) => itemId === item.id);
      if (!placements || !own) return undefined;
      await this.plans.moveOthers(sql, now, board, placements, item.id);
      const elsewhere = { ...item, vehicleId: own.vehicleId, conflict: undefined };
      const second = await this.bindTo(sql, elsewhere, item.classCode, now);
      if (second) return second;
      taken.add(own.vehicleId);
    }
    return undefined;
  }

  /** Binds to this vehicle and no other; refused by the database, the item has no place and is in conflict. */
  async bindTo(sql: Sql, item: PlacedItem, vehicleClass: string, now: Instant): Promise<Binding | undefined> {
    const binding: Binding = {
      allocationId: this.ids.next(),
      reservationId: item.reservationId,
      vehicleId: item.vehicleId,
      classCode: vehicleClass,
      during: { from: instantOf(item.from), to: instantOf(item.until) },
    };
    const bound = await this.allocations.bind(sql, binding, now);
    const place = bound
      ? { vehicleId: item.vehicleId, bound, conflict: item.conflict }
      : { vehicleId: null, bound, conflict: 'no-vehicle' as const };
    await this.plans.replace(sql, now, [{ ...place, holdIds: item.holdIds, from: instantOf(item.from) }]);
    return bound ? binding : undefined;
  }

  /**
   * Binds a firm reservation whose pick-up is within the horizon to its planned vehicle. The locks are taken.
   * @returns false when there is nothing to bind
   */
  async bindNear(sql: Sql, reservationId: string, now: Instant): Promise<boolean> {
    const horizon = Date.parse(this.horizon(now));
    const items = await this.plans.loadReservation(sql, reservationId);
    const item = items.find(
      ({ fixed, vehicleId, from }) => !fixed && vehicleId !== undefined && from < horizon,
    );
    if (!item?.vehicleId) return false;
    const { vehicles } = await this.plans.loadVehicles(sql, [item.vehicleId]);
    const { vehicleId } = item;
    await this.bind(sql, { ...item, vehicleId }, vehicles[0]?.classCode ?? item.classCode, now);
    return true;
  }

  /** Ends the binding of a reservation, if there is one that has not begun. */
  async release(
    sql: Sql,
    reservationId: string,
    reason: AllocationReleaseReason,
    now: Instant,
  ): Promise<void> {
    const active = await this.allocations.active(sql, reservationId);
    if (active) await this.allocations.handle(sql, active, { type: 'release', reason, at: now });
  }
}
