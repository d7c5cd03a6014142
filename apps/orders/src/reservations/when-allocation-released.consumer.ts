import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { allocationReleasedV1, type AllocationReleasedV1 } from '@houtai/event-catalogue';
import { ReservationStore } from './reservation.store';

/** Dispatch took a vehicle back: the reservation waits for the next one, unless it is over. */
@Controller()
export class WhenAllocationReleased {
  constructor(private readonly reservations: ReservationStore) {}

  @EventPattern(allocationReleasedV1.type)
  async release(@Payload() { reservationId, allocationId, releasedAt }: AllocationReleasedV1): Promise<void> {
    await this.reservations.handle(reservationId, { type: 'ReleaseVehicle', allocationId, at: releasedAt });
  }
}
