import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationExpiredV1, type ReservationExpiredV1 } from '@houtai/event-catalogue';
import { EndingService } from './ending.service';

@Controller()
export class WhenReservationExpired {
  constructor(private readonly endings: EndingService) {}

  @EventPattern(reservationExpiredV1.type)
  async handle(@Payload() { reservationId }: ReservationExpiredV1): Promise<void> {
    await this.endings.end(reservationId, 'expired');
  }
}
