import { Controller } from '@nestjs/common';
import { reservationConfirmedV1, type ReservationConfirmedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { requestOf } from './capacity-request';
import { ConfirmationService } from './confirmation.service';

@Controller()
export class WhenReservationConfirmed {
  constructor(private readonly confirmations: ConfirmationService) {}

  @OnEvents(reservationConfirmedV1)
  async handle(events: Received<ReservationConfirmedV1>[]): Promise<void> {
    await this.confirmations.confirm(
      events.map(({ data, call }) => ({ reservationId: data.reservationId, request: requestOf(data), call })),
    );
  }
}
