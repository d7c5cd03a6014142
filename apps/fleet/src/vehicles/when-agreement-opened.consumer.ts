import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { agreementOpenedV1, type AgreementOpenedV1 } from '@houtai/event-catalogue';
import { handedOver } from './vehicle-news';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenAgreementOpened {
  constructor(private readonly vehicles: VehicleStore) {}

  @EventPattern(agreementOpenedV1.type)
  async handle(@Payload() opened: AgreementOpenedV1) {
    await this.vehicles.handleMany([handedOver(opened)]);
  }
}
