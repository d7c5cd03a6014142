import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehiclePapersRenewedV1, type VehiclePapersRenewedV1 } from '@houtai/event-catalogue';
import { paperCover } from '../planning/paper-cover';
import { FleetViewStore } from './fleet-view.store';
import { VehicleChanges } from './vehicle-changes.service';

@Controller()
export class WhenVehiclePapersRenewed {
  constructor(
    private readonly fleet: FleetViewStore,
    private readonly changes: VehicleChanges,
  ) {}

  @EventPattern(vehiclePapersRenewedV1.type)
  async handle(@Payload() { vehicleId, papers }: VehiclePapersRenewedV1): Promise<void> {
    await this.changes.apply(vehicleId, () => this.fleet.renewPapers(vehicleId, paperCover(papers)));
  }
}
