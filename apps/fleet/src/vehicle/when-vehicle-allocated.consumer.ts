import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleAllocatedV1, type VehicleAllocatedV1 } from '@houtai/event-catalogue';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenVehicleAllocated {
  constructor(private readonly vehicles: VehicleStore) {}

  @EventPattern(vehicleAllocatedV1.type)
  async handle(
    @Payload() { allocationId, reservationId, vehicleId, from, to, allocatedAt }: VehicleAllocatedV1,
  ) {
    const allocation = { allocationId, reservationId, from, to };
    await this.vehicles.handle(vehicleId, { type: 'note-allocation', allocation, at: allocatedAt });
  }
}
