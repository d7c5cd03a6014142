import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@houtai/service-host';
import { BindingService } from '../allocations/binding.service';
import { RepairService } from '../allocations/repair.service';
import type { ReleaseReason } from './capacity';
import { ReservationLocks } from './reservation-locks.service';

/** Frees what a reservation held when orders says that it has ended. Dispatch never ends a hold by its own clock. */
@Injectable()
export class EndingService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly bindings: BindingService,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async end(reservationId: string, reason: Exclude<ReleaseReason, 'completed'>): Promise<void> {
    const at = this.clock.now();
    await this.locks.during(reservationId, {}, at, async (reservation) => {
      if (!(await reservation.handle({ type: 'EndCapacity', reason, at }))) return;
      await this.bindings.release(reservationId, reason === 'no-show' ? 'no-show' : 'cancelled', at);
      await this.repairs.repairVehicles(reservation.vehicleIds, at);
    });
  }
}
