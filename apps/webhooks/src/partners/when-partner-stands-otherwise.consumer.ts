import { Controller } from '@nestjs/common';
import {
  partnerEndedV1,
  partnerResumedV1,
  partnerSuspendedV1,
  type PartnerEndedV1,
  type PartnerResumedV1,
  type PartnerSuspendedV1,
} from '@houtai/event-catalogue';
import { OnEvents, UnitOfWork, type Received } from '@houtai/messaging';
import { DeliveryWorker } from '../deliveries/delivery.worker';
import { PartnerStandingStore, type PartnerStanding } from './partner-standing.store';

type News = PartnerSuspendedV1 | PartnerResumedV1 | PartnerEndedV1;

/** What is sent to a partner waits while it is suspended, and for good when its contract is over. */
@Controller()
export class WhenPartnerStandsOtherwise {
  constructor(
    private readonly standings: PartnerStandingStore,
    private readonly worker: DeliveryWorker,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @OnEvents(partnerSuspendedV1, { consumer: 'partners' })
  suspend(received: Received<PartnerSuspendedV1>[]): Promise<void> {
    return this.note(received, 'suspended');
  }

  @OnEvents(partnerResumedV1, { consumer: 'partners' })
  resume(received: Received<PartnerResumedV1>[]): Promise<void> {
    this.unitOfWork.afterCommit(this.worker.wake);
    return this.note(received, 'active');
  }

  @OnEvents(partnerEndedV1, { consumer: 'partners' })
  end(received: Received<PartnerEndedV1>[]): Promise<void> {
    return this.note(received, 'ended');
  }

  private async note(received: readonly Received<News>[], status: PartnerStanding): Promise<void> {
    for (const { data, event } of received)
      await this.standings.note(data.partnerId, status, event.aggregateVersion);
  }
}
