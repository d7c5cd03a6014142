import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationNoShowV1, type ReservationNoShowV1 } from '@houtai/event-catalogue';
import { EndingService } from './ending.service';

@Controller()
export class WhenReservationNoShow {
  constructor(private readonly endings: EndingService) {}

  @EventPattern(reservationNoShowV1.type)
  async handle(@Payload() { reservationId }: ReservationNoShowV1): Promise<void> {
    await this.endings.end(reservationId, 'no-show');
  }
}
