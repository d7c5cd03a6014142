import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleReturnedV1, type VehicleReturnedV1 } from '@houtai/event-catalogue';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenVehicleReturned {
  constructor(private readonly vehicles: VehicleStore) {}

  @EventPattern(vehicleReturnedV1.type)
  async handle(@Payload() { agreementId, vehicleId, branchId, odometerKm, returnedAt }: VehicleReturnedV1) {
    const back = { agreementId, branchId, odometerKm };
    await this.vehicles.handle(vehicleId, { type: 'note-return', ...back, at: returnedAt });
  }
}
