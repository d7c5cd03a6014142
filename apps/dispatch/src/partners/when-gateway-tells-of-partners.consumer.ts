import { Controller } from '@nestjs/common';
import {
  partnerContractChangedV1,
  partnerRegisteredV1,
  type PartnerContractChangedV1,
  type PartnerRegisteredV1,
} from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { PartnerContractStore } from './partner-contract.store';

/** Whether a partner is active the gateway knows: of one that is suspended no request gets here. */
@Controller()
export class WhenGatewayTellsOfPartners {
  constructor(private readonly contracts: PartnerContractStore) {}

  /** What a partner may sell, from the beginning. */
  @OnEvents(partnerRegisteredV1)
  async keepFirst(events: Received<PartnerRegisteredV1>[]): Promise<void> {
    await this.contracts.keep(events);
  }

  /** What it may sell from now on; what it booked stands. */
  @OnEvents(partnerContractChangedV1)
  async keepNext(events: Received<PartnerContractChangedV1>[]): Promise<void> {
    await this.contracts.keep(events);
  }
}
