import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { capacityRefusedV1, type CapacityRefusedV1 } from '@houtai/event-catalogue';
import { ReservationStore } from './reservation.store';

/** Dispatch has no vehicle: reject the wish, or leave the promise as it was before the change. */
@Controller()
export class WhenCapacityRefused {
  constructor(private readonly reservations: ReservationStore) {}

  @EventPattern(capacityRefusedV1.type)
  async refuse(@Payload() refusal: CapacityRefusedV1): Promise<void> {
    const { reservationId, changeId, reasons, alternatives, refusedAt: at } = refusal;
    await this.reservations.handle(reservationId, {
      type: 'RefuseCapacity',
      changeId,
      reasons,
      alternatives,
      at,
    });
  }
}
