import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationCancelledV1, type ReservationCancelledV1 } from '@houtai/event-catalogue';
import { EndingService } from './ending.service';

@Controller()
export class WhenReservationCancelled {
  constructor(private readonly endings: EndingService) {}

  @EventPattern(reservationCancelledV1.type)
  async handle(@Payload() { reservationId }: ReservationCancelledV1): Promise<void> {
    await this.endings.end(reservationId, 'cancelled');
  }
}
