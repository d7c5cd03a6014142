import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationChangeRequestedV1, type ReservationChangeRequestedV1 } from '@houtai/event-catalogue';
import { requestOf } from './capacity-request';
import { ChangeService } from './change.service';

@Controller()
export class WhenReservationChangeRequested {
  constructor(private readonly changes: ChangeService) {}

  @EventPattern(reservationChangeRequestedV1.type)
  async handle(@Payload() data: ReservationChangeRequestedV1): Promise<void> {
    await this.changes.answer(data.reservationId, data.changeId, requestOf(data));
  }
}
