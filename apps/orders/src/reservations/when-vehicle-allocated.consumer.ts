import { Controller } from '@nestjs/common';
import { vehicleAllocatedV1, type VehicleAllocatedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReservationStore } from './reservation.store';

/** Dispatch bound a vehicle: the reservation is ready. */
@Controller()
export class WhenVehicleAllocated {
  constructor(private readonly reservations: ReservationStore) {}

  @OnEvents(vehicleAllocatedV1)
  async bind(events: Received<VehicleAllocatedV1>[]): Promise<void> {
    await this.reservations.handleMany(
      events.map(({ data: { reservationId: id, allocationId, vehicleId, allocatedAt: at }, call }) => {
        return { id, call, command: { type: 'BindVehicle', allocationId, vehicleId, at } };
      }),
    );
  }
}
