import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork, currentCall, runInCall } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';

/** What a helper does is done by the house for whoever asked, in one transaction, at the time at which it would be. */
@Injectable()
export class HelperCall {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  now(): Instant {
    return this.clock.now();
  }

  /** One transaction that may write what a partner's request may not: see the row policies of `helper_in_hand`. */
  asHouse<T>(work: () => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async () => {
      await this.unitOfWork.sql.write(`select set_config('houtai.test_helper', 'on', true)`, []);
      return work();
    });
  }

  /** Events of the work bear this time. */
  at<T>(time: Instant, work: () => Promise<T>): Promise<T> {
    const call = currentCall();
    return call ? runInCall({ ...call, businessTime: time }, work) : work();
  }
}
