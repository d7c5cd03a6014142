import { Controller } from '@nestjs/common';
import {
  partnerContractChangedV1,
  partnerRegisteredV1,
  type PartnerContractChangedV1,
  type PartnerRegisteredV1,
} from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { PriceGroupStore } from './price-group.store';

/** Apart from the consumer of standings: this one reads from the beginning, so it knows the contracts of before it was there. */
@Controller()
export class WhenContractSays {
  constructor(private readonly groups: PriceGroupStore) {}

  @OnEvents(partnerRegisteredV1, { consumer: 'contracts' })
  register(received: Received<PartnerRegisteredV1>[]): Promise<void> {
    return this.note(received);
  }

  @OnEvents(partnerContractChangedV1, { consumer: 'contracts' })
  change(received: Received<PartnerContractChangedV1>[]): Promise<void> {
    return this.note(received);
  }

  private async note(
    received: readonly Received<PartnerRegisteredV1 | PartnerContractChangedV1>[],
  ): Promise<void> {
    for (const { data, event } of received)
      await this.groups.note(data.partnerId, data.contract.priceGroup, event.aggregateVersion);
  }
}
