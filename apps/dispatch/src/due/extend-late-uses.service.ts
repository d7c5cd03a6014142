import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { DueHoldStore } from '../planning/due-hold.store';
import { LatenessService } from '../rental/lateness.service';

/** A vehicle still out when it should be ready again is expected later, until its return is heard of. */
@DueWorker()
export class ExtendLateUses implements DueItems {
  readonly name = 'extend-late-uses';

  constructor(
    private readonly holds: DueHoldStore,
    private readonly lateness: LatenessService,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.holds.lateUses(now, limit);
  }

  async handle(reservationIds: readonly string[], now: Instant): Promise<void> {
    for (const reservationId of reservationIds) await this.lateness.extend(reservationId, now);
  }
}
