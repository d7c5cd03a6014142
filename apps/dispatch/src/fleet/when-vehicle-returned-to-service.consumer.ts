import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleReturnedToServiceV1, type VehicleReturnedToServiceV1 } from '@houtai/event-catalogue';
import { FleetViewStore } from './fleet-view.store';
import { VehicleChanges } from './vehicle-changes.service';

@Controller()
export class WhenVehicleReturnedToService {
  constructor(
    private readonly fleet: FleetViewStore,
    private readonly changes: VehicleChanges,
  ) {}

  @EventPattern(vehicleReturnedToServiceV1.type)
  async handle(@Payload() { vehicleId }: VehicleReturnedToServiceV1): Promise<void> {
    await this.changes.apply(vehicleId, () => this.fleet.returnToService(vehicleId));
  }
}
