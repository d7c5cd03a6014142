import { Controller } from '@nestjs/common';
import { capacityRefusedV1, type CapacityRefusedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReservationStore } from './reservation.store';

/** Dispatch has no vehicle: reject the wish, or leave the promise as it was before the change. */
@Controller()
export class WhenCapacityRefused {
  constructor(private readonly reservations: ReservationStore) {}

  @OnEvents(capacityRefusedV1)
  async refuse(events: Received<CapacityRefusedV1>[]): Promise<void> {
    await this.reservations.handleMany(
      events.map(({ data, call }) => {
        const { reservationId: id, changeId, reasons, alternatives, refusedAt: at } = data;
        return { id, call, command: { type: 'RefuseCapacity', changeId, reasons, alternatives, at } };
      }),
    );
  }
}
