import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleRegisteredV1, type VehicleRegisteredV1 } from '@houtai/event-catalogue';
import { paperCover } from '../planning/paper-cover';
import { FleetViewStore } from './fleet-view.store';
import { VehicleChanges } from './vehicle-changes.service';

@Controller()
export class WhenVehicleRegistered {
  constructor(
    private readonly fleet: FleetViewStore,
    private readonly changes: VehicleChanges,
  ) {}

  @EventPattern(vehicleRegisteredV1.type)
  async handle(@Payload() data: VehicleRegisteredV1): Promise<void> {
    const { vehicleId, classCode, plate, branchId, papers, registeredAt } = data;
    const vehicle = { vehicleId, classCode, plate, branchId, fit: paperCover(papers), registeredAt };
    await this.changes.apply(vehicleId, () => this.fleet.registerVehicle(vehicle), [classCode]);
  }
}
