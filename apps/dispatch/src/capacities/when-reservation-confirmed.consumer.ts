import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationConfirmedV1, type ReservationConfirmedV1 } from '@houtai/event-catalogue';
import { requestOf } from './capacity-request';
import { ConfirmationService } from './confirmation.service';

@Controller()
export class WhenReservationConfirmed {
  constructor(private readonly confirmations: ConfirmationService) {}

  @EventPattern(reservationConfirmedV1.type)
  async handle(@Payload() data: ReservationConfirmedV1): Promise<void> {
    await this.confirmations.confirm([{ reservationId: data.reservationId, request: requestOf(data) }]);
  }
}
