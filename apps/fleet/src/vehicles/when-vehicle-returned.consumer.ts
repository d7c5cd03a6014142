import { Controller } from '@nestjs/common';
import { vehicleReturnedV1, type VehicleReturnedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { cameBack } from './vehicle-news';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenVehicleReturned {
  constructor(private readonly vehicles: VehicleStore) {}

  @OnEvents(vehicleReturnedV1)
  async handle(events: Received<VehicleReturnedV1>[]) {
    await this.vehicles.handleMany(events.map(({ data, call }) => ({ ...cameBack(data), call })));
  }
}
