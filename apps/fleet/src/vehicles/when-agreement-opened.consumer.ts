import { Controller } from '@nestjs/common';
import { agreementOpenedV1, type AgreementOpenedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { handedOver } from './vehicle-news';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenAgreementOpened {
  constructor(private readonly vehicles: VehicleStore) {}

  @OnEvents(agreementOpenedV1)
  async handle(events: Received<AgreementOpenedV1>[]) {
    await this.vehicles.handleMany(events.map(({ data, call }) => ({ ...handedOver(data), call })));
  }
}
