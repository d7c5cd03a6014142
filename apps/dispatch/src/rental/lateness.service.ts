import { Inject, Injectable } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { CLOCK, type Clock } from '@houtai/service-host';
import { UseService } from '../allocations/use.service';
import { ReservationLocks } from '../capacities/reservation-locks.service';
import { DispatchConfig } from '../dispatch.config';
import { VehiclePlaceStore } from '../fleet/vehicle-place.store';

/** A vehicle that is not back is taken for longer, for now; whoever waits for it gets another one if there is one. */
@Injectable()
export class LatenessService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly places: VehiclePlaceStore,
    private readonly uses: UseService,
    private readonly config: DispatchConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param seenLateAt the vehicle was still out at this time */
  async extend(reservationId: string, seenLateAt: Instant): Promise<void> {
    const now = this.clock.now();
    await this.locks.during(reservationId, {}, now, async ({ state }) => {
      if (state.status !== 'in-use') return;
      const back = addMinutes(seenLateAt, this.config.overdueExtensionMinutes);
      const ready = await this.places.readyAfter(state.hold.return.branchId, back);
      await this.uses.extend(reservationId, ready, now);
    });
  }
}
