import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleReturnedV1, type VehicleReturnedV1 } from '@houtai/event-catalogue';
import { cameBack } from './vehicle-news';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenVehicleReturned {
  constructor(private readonly vehicles: VehicleStore) {}

  @EventPattern(vehicleReturnedV1.type)
  async handle(@Payload() returned: VehicleReturnedV1) {
    await this.vehicles.handleMany([cameBack(returned)]);
  }
}
