import { Controller } from '@nestjs/common';
import { receivableClearedV1, type ReceivableClearedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { ReservationStore } from './reservation.store';

@Controller()
export class WhenFeeCleared {
  constructor(private readonly reservations: ReservationStore) {}

  /**
   * Finance has nothing to claim: who paid the fee for a cancellation or a no-show may rent again. A consumer of its own,
   * so that a release that has it hears of what was paid before.
   */
  @OnEvents(receivableClearedV1, { consumer: 'fees' })
  async settle(events: Received<ReceivableClearedV1>[]): Promise<void> {
    await this.reservations.handleMany(
      events.map(({ data: { reservationId: id, clearedAt: at }, call }) => {
        return { id, call, command: { type: 'SettleFee', at } };
      }),
      { missing: 'skip' },
    );
  }
}
