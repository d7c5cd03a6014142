import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { capacityHeldV1, type CapacityHeldV1 } from '@houtai/event-catalogue';
import { ReservationStore } from './reservation.store';

/** Dispatch has a vehicle: confirm the wish, or swap in the change it answers. */
@Controller()
export class WhenCapacityHeld {
  constructor(private readonly reservations: ReservationStore) {}

  @EventPattern(capacityHeldV1.type)
  async accept(@Payload() { reservationId, changeId, heldAt }: CapacityHeldV1): Promise<void> {
    await this.reservations.handle(reservationId, { type: 'AcceptCapacity', changeId, at: heldAt });
  }
}
