import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationRejectedV1, type ReservationRejectedV1 } from '@houtai/event-catalogue';
import { EndingService } from './ending.service';

@Controller()
export class WhenReservationRejected {
  constructor(private readonly endings: EndingService) {}

  @EventPattern(reservationRejectedV1.type)
  async handle(@Payload() { reservationId }: ReservationRejectedV1): Promise<void> {
    await this.endings.end(reservationId, 'rejected');
  }
}
