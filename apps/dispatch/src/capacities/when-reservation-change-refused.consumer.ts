import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationChangeRefusedV1, type ReservationChangeRefusedV1 } from '@houtai/event-catalogue';
import { ChangeService } from './change.service';

@Controller()
export class WhenReservationChangeRefused {
  constructor(private readonly changes: ChangeService) {}

  @EventPattern(reservationChangeRefusedV1.type)
  async handle(@Payload() { reservationId, changeId }: ReservationChangeRefusedV1): Promise<void> {
    await this.changes.drop(reservationId, changeId);
  }
}
