import { Controller } from '@nestjs/common';
import { allocationReleasedV1, type AllocationReleasedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReservationStore } from './reservation.store';

/** Dispatch took a vehicle back: the reservation waits for the next one, unless it is over. */
@Controller()
export class WhenAllocationReleased {
  constructor(private readonly reservations: ReservationStore) {}

  @OnEvents(allocationReleasedV1)
  async release(events: Received<AllocationReleasedV1>[]): Promise<void> {
    await this.reservations.handleMany(
      events.map(({ data: { reservationId: id, allocationId, releasedAt: at }, call }) => {
        return { id, call, command: { type: 'ReleaseVehicle', allocationId, at } };
      }),
    );
  }
}
