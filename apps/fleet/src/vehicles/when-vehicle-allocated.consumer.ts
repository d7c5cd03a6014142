import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleAllocatedV1, type VehicleAllocatedV1 } from '@houtai/event-catalogue';
import { allocated } from './vehicle-news';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenVehicleAllocated {
  constructor(private readonly vehicles: VehicleStore) {}

  @EventPattern(vehicleAllocatedV1.type)
  async handle(@Payload() allocation: VehicleAllocatedV1) {
    await this.vehicles.handleMany([allocated(allocation)]);
  }
}
