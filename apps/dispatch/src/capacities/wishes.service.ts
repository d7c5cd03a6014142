import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@houtai/service-host';
import { RepairService } from '../allocations/repair.service';
import { refuse } from '../dispatch.errors';
import { isBound, type BoardItem } from '../planning/board';
import { undriven } from '../planning/driven';
import { instantOf } from '../planning/plan';
import { Placing } from '../planning/placing.service';
import { PlanStore } from '../planning/plan.store';
import { ReservationLocks, type LockedReservation } from './reservation-locks.service';

/** What dispatchers wish for a promise beyond what the plan needs: this vehicle, or not that one. Twice does no harm. */
@Injectable()
export class DispatcherWishes {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly plans: PlanStore,
    private readonly placing: Placing,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Keeps a promise on its vehicle, or on the one named: nothing moves it for the sake of others.
   * @throws DomainError `reservation-not-waiting`, `vehicle-bound` when another one is, `no-vehicle-free`
   */
  pin(reservationId: string, vehicleId?: string): Promise<void> {
    return this.during(reservationId, vehicleId, async (item, { vehicleIds }) => {
      if (vehicleId !== undefined && vehicleId !== item.vehicleId) {
        if (isBound(item)) refuse('vehicle-bound');
        await this.put(item, vehicleId);
        await this.repairs.repairVehicles(vehicleIds, this.clock.now());
      } else if (item.vehicleId === undefined) refuse('no-vehicle-free');
      await this.plans.pin(item.holdIds, true);
    });
  }

  unpin(reservationId: string): Promise<void> {
    return this.during(reservationId, undefined, (item) => this.plans.pin(item.holdIds, false));
  }

  /** If the promise has the vehicle it gets another one; without any it is listed as a conflict. */
  forbid(reservationId: string, vehicleId: string): Promise<void> {
    return this.changeForbidden(reservationId, vehicleId, (known) => [...known, vehicleId]);
  }

  allow(reservationId: string, vehicleId: string): Promise<void> {
    return this.changeForbidden(reservationId, vehicleId, (known) => known);
  }

  private changeForbidden(
    reservationId: string,
    vehicleId: string,
    change: (others: readonly string[]) => readonly string[],
  ): Promise<void> {
    return this.during(reservationId, vehicleId, async ({ forbidden = [] }, { vehicleIds }) => {
      const others = forbidden.filter((id) => id !== vehicleId);
      await this.plans.forbid(reservationId, change(others));
      await this.repairs.repairVehicles([vehicleId, ...vehicleIds], this.clock.now());
    });
  }

  private async put(item: BoardItem, vehicleId: string): Promise<void> {
    const [vehicle] = (await this.plans.loadVehicles([vehicleId])).vehicles;
    if (vehicle?.classCode !== item.classCode) refuse('no-vehicle-free');
    const plan = await this.plans.planOf(item.classCode);
    const others = plan.vehicles.flatMap(({ id }) => (id === vehicleId ? [] : id));
    const now = this.clock.now();
    const wanted = { ...undriven(item), fixed: false, from: item.plannedFrom };
    const found = await this.placing.place(plan, wanted, now, new Set(others));
    if (!found) refuse('no-vehicle-free');
    const { holdIds, drive } = found.item;
    await this.plans.replace(now, [
      { holdIds, vehicleId, drive, from: instantOf(wanted.from), bound: false },
    ]);
  }

  private during(
    reservationId: string,
    vehicleId: string | undefined,
    work: (item: BoardItem, reservation: LockedReservation) => Promise<void>,
  ): Promise<void> {
    const also = { vehicleIds: vehicleId === undefined ? [] : [vehicleId] };
    return this.locks.during(reservationId, also, this.clock.now(), async (reservation) => {
      const { status } = reservation.state;
      const [item] = await this.plans.loadReservation(reservationId);
      if ((status !== 'held' && status !== 'firm') || !item) refuse('reservation-not-waiting');
      await work(item, reservation);
    });
  }
}
