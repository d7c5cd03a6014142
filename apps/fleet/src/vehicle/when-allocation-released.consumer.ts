import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { allocationReleasedV1, type AllocationReleasedV1 } from '@houtai/event-catalogue';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenAllocationReleased {
  constructor(private readonly vehicles: VehicleStore) {}

  @EventPattern(allocationReleasedV1.type)
  async handle(@Payload() { allocationId, vehicleId, releasedAt }: AllocationReleasedV1) {
    await this.vehicles.handle(vehicleId, { type: 'note-release', allocationId, at: releasedAt });
  }
}
