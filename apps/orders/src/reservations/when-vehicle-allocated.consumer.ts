import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleAllocatedV1, type VehicleAllocatedV1 } from '@houtai/event-catalogue';
import { ReservationStore } from './reservation.store';

/** Dispatch bound a vehicle: the reservation is ready. */
@Controller()
export class WhenVehicleAllocated {
  constructor(private readonly reservations: ReservationStore) {}

  @EventPattern(vehicleAllocatedV1.type)
  async bind(@Payload() allocated: VehicleAllocatedV1): Promise<void> {
    const { reservationId, allocationId, vehicleId, allocatedAt: at } = allocated;
    await this.reservations.handle(reservationId, { type: 'BindVehicle', allocationId, vehicleId, at });
  }
}
