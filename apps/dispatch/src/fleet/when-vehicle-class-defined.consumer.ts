import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleClassDefinedV1, type VehicleClassDefinedV1 } from '@houtai/event-catalogue';
import { FleetViewStore } from './fleet-view.store';

@Controller()
export class WhenVehicleClassDefined {
  constructor(private readonly fleet: FleetViewStore) {}

  @EventPattern(vehicleClassDefinedV1.type)
  async handle(@Payload() data: VehicleClassDefinedV1): Promise<void> {
    await this.fleet.defineClass(data.classCode, data.name, data.rank);
  }
}
