import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { StoredAllocation } from '../allocations/allocation.store';
import { BindingService } from '../allocations/binding.service';
import { RepairService } from '../allocations/repair.service';
import { refuse } from '../dispatch.errors';
import { FleetViewStore } from '../fleet/fleet-view.store';
import type { Hold } from './capacity';
import { CapacityStore } from './capacity.store';
import { ReservationLocks, type LockedReservation } from './reservation-locks.service';

/** What the desk asks for, when not simply another vehicle. */
export interface SwapWish {
  /** This vehicle and no other. */
  vehicleId?: string;
  /** A vehicle of this class, above or below the promised one, as agreed with the customer. */
  classCode?: string;
}

/**
 * Gives a confirmed reservation another vehicle: of the class agreed, else of its own, else of the next higher one that
 * its driver may drive.
 */
@Injectable()
export class SwapService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly capacities: CapacityStore,
    private readonly fleet: FleetViewStore,
    private readonly bindings: BindingService,
    private readonly repairs: RepairService,
  ) {}

  /**
   * Releases the present vehicle and binds the other in one transaction.
   * @throws DomainError `reservation-not-waiting`, `class-not-allowed`, `no-vehicle-free`
   */
  swap(reservationId: string, now: Instant, wish: SwapWish = {}): Promise<StoredAllocation> {
    return this.during(reservationId, now, wish, async (reservation, classCodes) => {
      const { state } = reservation;
      if (state.status !== 'firm' || state.subject.kind !== 'rental') refuse('reservation-not-waiting');
      if (wish.classCode !== undefined) assertAllowed(state.hold, wish.classCode);
      const bound = await this.exchange(reservation, classCodes, now, wish.vehicleId);
      return bound ?? refuse('no-vehicle-free');
    });
  }

  /**
   * The same without a refusal when there is no vehicle.
   * @param away only if this is the vehicle it has
   */
  async trySwap(reservationId: string, now: Instant, away?: string): Promise<void> {
    await this.during(reservationId, now, {}, async (reservation, classCodes) => {
      if (reservation.state.status !== 'firm') return;
      if (away !== undefined && !reservation.vehicleIds.includes(away)) return;
      await this.exchange(reservation, classCodes, now);
    });
  }

  /** Locks the classes that may serve; `work` gets them in the order in which they are tried. */
  private async during<T>(
    reservationId: string,
    now: Instant,
    { vehicleId, classCode }: SwapWish,
    work: (reservation: LockedReservation, classCodes: string[]) => Promise<T>,
  ): Promise<T> {
    const { state } = await this.capacities.get(reservationId);
    const hold = 'hold' in state ? state.hold : undefined;
    const promised = hold?.classCode;
    const other = classCode ?? (promised && (await this.fleet.nextClass(promised, hold?.allowedClasses)));
    const both = [...new Set([promised, other])].flatMap((code) => code ?? []);
    const also = { classCodes: both, vehicleIds: vehicleId === undefined ? [] : [vehicleId] };
    return this.locks.during(reservationId, also, now, (reservation) =>
      work(reservation, classCode === undefined ? both : [classCode]),
    );
  }

  private async exchange(
    { reservationId, vehicleIds }: LockedReservation,
    classCodes: readonly string[],
    now: Instant,
    wanted?: string,
  ): Promise<StoredAllocation | undefined> {
    const bound = await this.bindings.exchange(reservationId, classCodes, now, wanted);
    await this.repairs.repairVehicles(vehicleIds, now);
    return bound;
  }
}

function assertAllowed({ classCode: promised, allowedClasses }: Hold, classCode: string): void {
  if (classCode === promised || !allowedClasses || allowedClasses.includes(classCode)) return;
  refuse('class-not-allowed', { classCode, allowedClasses });
}
