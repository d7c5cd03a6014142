import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { IDS, type IdSource } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import { asPromised, type BoardItem } from '../planning/board';
import { canBeBound, unboundable } from '../planning/can-be-bound';
import { undriven } from '../planning/driven';
import { instantOf } from '../planning/plan';
import { Placing } from '../planning/placing.service';
import { PlanStore } from '../planning/plan.store';
import type { AllocationReleaseReason } from './allocation';
import { AllocationStore, type StoredAllocation } from './allocation.store';

type PlacedItem = BoardItem & { vehicleId: string };

const UNPLACED = { vehicleId: null, bound: false, conflict: 'no-vehicle', drive: undefined } as const;

/** Vehicles tried when the database refuses again and again. */
const MOST_ATTEMPTS = 5;

/** Turns a planned place into a binding, once the pick-up is near, and back. */
@Injectable()
export class BindingService {
  constructor(
    private readonly allocations: AllocationStore,
    private readonly plans: PlanStore,
    private readonly placing: Placing,
    private readonly config: DispatchConfig,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /**
   * Binds an item to the vehicle the plan has for it. When the database says that the vehicle is taken, the plan was
   * wrong: the item is planned again among the others, and without any place left it is listed as a conflict.
   */
  async bind(item: PlacedItem, vehicleClass: string, now: Instant): Promise<StoredAllocation | undefined> {
    const bound = await this.bindTo(item, vehicleClass, now);
    if (bound) return bound;
    const alone = undriven(item);
    const taken = new Set([item.vehicleId]);
    while (taken.size <= MOST_ATTEMPTS) {
      const plan = await this.plans.planOf(item.classCode);
      const avoid = new Set([...taken, ...unboundable(plan.timetable.values(), alone)]);
      const found = await this.placing.place(plan, { ...alone, fixed: false }, now, avoid);
      if (!found) return undefined;
      const { vehicleId } = found;
      const second = await this.bindTo({ ...alone, vehicleId, conflict: undefined }, item.classCode, now);
      if (second) return second;
      taken.add(vehicleId);
    }
    return undefined;
  }

  /**
   * Binds a firm reservation whose pick-up is within the horizon to its planned vehicle, if there is one to bind: one
   * that is still expected is not. The locks are taken.
   */
  async bindNear(reservationId: string, now: Instant): Promise<void> {
    const horizon = Date.parse(this.config.horizon(now));
    const items = await this.plans.loadReservation(reservationId);
    const item = items.find(
      ({ fixed, pinned, vehicleId, from }) => (!fixed || pinned) && vehicleId !== undefined && from < horizon,
    );
    if (!item?.vehicleId) return;
    const { vehicleId } = item;
    const { vehicles, items: planned } = await this.plans.loadVehicles([vehicleId]);
    const [vehicle] = vehicles;
    if (!vehicle || !canBeBound(vehicle, planned, item)) return;
    await this.bind({ ...item, vehicleId }, vehicle.classCode || item.classCode, now);
  }

  /**
   * Releases the present vehicle of a reservation and binds another one of the first of these classes that has one.
   * @param wanted this vehicle and no other
   */
  async exchange(
    reservationId: string,
    classCodes: readonly string[],
    now: Instant,
    wanted?: string,
  ): Promise<StoredAllocation | undefined> {
    const [stored] = await this.plans.loadReservation(reservationId);
    if (!stored) return undefined;
    // A customer who waits is served from now on; a start in the past would rule out what has just come back.
    const alone = undriven(stored);
    const item = asPromised({ ...alone, conflict: stored.conflict ?? 'no-vehicle' }, Date.parse(now));
    for (const code of classCodes) {
      const plan = await this.plans.planOf(code);
      const others = plan.vehicles.filter(({ id }) => wanted !== undefined && id !== wanted);
      const avoid = new Set([...others.map(({ id }) => id), ...unboundable(plan.timetable.values(), item)]);
      if (item.vehicleId) avoid.add(item.vehicleId);
      const found = await this.placing.place(plan, { ...item, fixed: false }, now, avoid);
      if (!found) continue;
      await this.release(reservationId, 'swapped', now);
      return this.bind({ ...item, conflict: undefined, vehicleId: found.vehicleId }, code, now);
    }
    return undefined;
  }

  /** Ends the binding of a reservation, if there is one that has not begun. */
  async release(
    reservationId: string,
    reason: Exclude<AllocationReleaseReason, 'completed'>,
    now: Instant,
  ): Promise<void> {
    const active = await this.allocations.active(reservationId);
    if (!active) return;
    await this.allocations.handle(active.state.allocationId, { type: 'ReleaseAllocation', reason, at: now });
  }

  /** Moves the binding of a reservation, if there is one that has not begun. @param to the end as it is when absent */
  async shift(reservationId: string, from: Instant, to: Instant | undefined, now: Instant): Promise<void> {
    const active = await this.allocations.active(reservationId);
    if (!active) return;
    const { allocationId, during } = active.state;
    const shifted = { from, to: to ?? during.to };
    await this.allocations.handle(allocationId, { type: 'ShiftAllocation', during: shifted, at: now });
  }

  /** Binds to this vehicle and no other; refused by the database, the item has no place and is in conflict. */
  private async bindTo(
    item: PlacedItem,
    classCode: string,
    now: Instant,
  ): Promise<StoredAllocation | undefined> {
    const { reservationId, vehicleId, holdIds, pickUpBranchId: branchId } = item;
    const [from, to] = [instantOf(item.from), instantOf(item.until)];
    const binding = {
      allocationId: this.ids.next(),
      subject: { kind: 'rental', id: reservationId } as const,
      vehicleId,
      classCode,
      branchId,
      during: { from, to },
    };
    const bound = await this.allocations.bind(binding, now);
    const place = bound
      ? { vehicleId, bound: true, conflict: item.conflict, drive: item.drive, from }
      : { ...UNPLACED, from: instantOf(undriven(item).from) };
    await this.plans.replace(now, [{ ...place, holdIds }]);
    return bound;
  }
}
