import { Controller } from '@nestjs/common';
import { vehicleAllocatedV1, type VehicleAllocatedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { allocated } from './vehicle-news';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenVehicleAllocated {
  constructor(private readonly vehicles: VehicleStore) {}

  @OnEvents(vehicleAllocatedV1)
  async handle(events: Received<VehicleAllocatedV1>[]) {
    await this.vehicles.handleMany(events.map(({ data, call }) => ({ ...allocated(data), call })));
  }
}
