import { addHours, type Instant } from '@houtai/domain-kit';
import type { DueWork } from '../due-work/due-work';
import { DueWorker } from '../due-work/due-worker.decorator';
import { IdempotencyKeyStore } from './idempotency-key.store';

const KEPT_HOURS = 24;
const BATCH = 1000;

/** Forgets idempotency keys after 24 hours. */
@DueWorker()
export class ExpiredIdempotencyKeys implements DueWork {
  readonly name = 'expired-idempotency-keys';
  private nextLook: Instant = '';

  constructor(private readonly keys: IdempotencyKeyStore) {}

  async runDue(now: Instant): Promise<number> {
    // Nobody is hurt when a key lives some minutes longer; a look every second would be waste.
    if (now < this.nextLook) return 0;
    const removed = await this.keys.removeOlderThan(addHours(now, -KEPT_HOURS), BATCH);
    if (removed === 0) this.nextLook = addHours(now, 1 / 12);
    return removed;
  }
}
