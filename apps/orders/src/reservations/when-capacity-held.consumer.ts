import { Controller } from '@nestjs/common';
import { capacityHeldV1, type CapacityHeldV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReservationStore } from './reservation.store';

/** Dispatch has a vehicle: confirm the wish, or swap in the change it answers. */
@Controller()
export class WhenCapacityHeld {
  constructor(private readonly reservations: ReservationStore) {}

  @OnEvents(capacityHeldV1)
  async accept(events: Received<CapacityHeldV1>[]): Promise<void> {
    await this.reservations.handleMany(
      events.map(({ data: { reservationId: id, changeId, heldAt: at }, call }) => {
        return { id, call, command: { type: 'AcceptCapacity', changeId, at } };
      }),
    );
  }
}
