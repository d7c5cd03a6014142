import type { Instant } from '@houtai/domain-kit';
import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { RefusedWishStore } from '../capacities/refused-wish.store';
import { DispatchConfig } from '../dispatch.config';

/** Refused wishes are kept for as long as somebody may want to know of them, and no longer. */
@DueWorker()
export class ForgetRefusedWishes implements DueItems {
  readonly name = 'forget-refused-wishes';
  readonly chunk = 100;

  constructor(
    private readonly wishes: RefusedWishStore,
    private readonly config: DispatchConfig,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.wishes.old(now, this.config.refusedWishDays, limit);
  }

  handle(reservationIds: readonly string[]): Promise<void> {
    return this.wishes.forget(reservationIds);
  }
}
