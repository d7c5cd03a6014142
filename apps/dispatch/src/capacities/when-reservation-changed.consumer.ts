import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationChangedV1, type ReservationChangedV1 } from '@houtai/event-catalogue';
import { requestOf } from './capacity-request';
import { ChangeService } from './change.service';

@Controller()
export class WhenReservationChanged {
  constructor(private readonly changes: ChangeService) {}

  @EventPattern(reservationChangedV1.type)
  async handle(@Payload() data: ReservationChangedV1): Promise<void> {
    await this.changes.adopt(data.reservationId, data.changeId, requestOf(data));
  }
}
