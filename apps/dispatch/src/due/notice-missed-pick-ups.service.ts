import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { RepairService } from '../allocations/repair.service';
import { ReservationLocks } from '../capacities/reservation-locks.service';
import { DispatchConfig } from '../dispatch.config';
import { DueHoldStore } from '../planning/due-hold.store';

/**
 * A one-way rental that nobody has picked up brings its vehicle nowhere: until the handover or the no-show who counts on
 * it at the destination is planned again, or listed.
 */
@DueWorker()
export class NoticeMissedPickUps implements DueItems {
  readonly name = 'notice-missed-pick-ups';

  constructor(
    private readonly holds: DueHoldStore,
    private readonly locks: ReservationLocks,
    private readonly repairs: RepairService,
    private readonly config: DispatchConfig,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.holds.missedPickUps(this.config.missedBefore(now), limit);
  }

  async handle(reservationIds: readonly string[], now: Instant): Promise<void> {
    for (const reservationId of reservationIds) {
      await this.locks.during(reservationId, {}, now, async ({ state, vehicleIds }) => {
        if (state.status !== 'firm') return;
        await this.holds.leaveEndOpen(reservationId, this.config.missedBefore(now));
        await this.repairs.repairVehicles(vehicleIds, now);
      });
    }
  }
}
