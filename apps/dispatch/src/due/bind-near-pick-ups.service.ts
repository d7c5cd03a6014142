import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { BindingService } from '../allocations/binding.service';
import { ReservationLocks } from '../capacities/reservation-locks.service';
import { DispatchConfig } from '../dispatch.config';
import { DueHoldStore } from '../planning/due-hold.store';

/** Binds a vehicle to every confirmed reservation whose pick-up has come within the horizon. */
@DueWorker()
export class BindNearPickUps implements DueItems {
  readonly name = 'bind-near-pick-ups';

  constructor(
    private readonly holds: DueHoldStore,
    private readonly locks: ReservationLocks,
    private readonly bindings: BindingService,
    private readonly config: DispatchConfig,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.holds.unboundBefore(this.config.horizon(now), limit);
  }

  async handle(reservationIds: readonly string[], now: Instant): Promise<void> {
    for (const reservationId of reservationIds) {
      await this.locks.during(reservationId, {}, now, async ({ state }) => {
        if (state.status === 'firm') await this.bindings.bindNear(reservationId, now);
      });
    }
  }
}
