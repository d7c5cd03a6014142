import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { reservationSubmittedV1, type ReservationSubmittedV1 } from '@houtai/event-catalogue';
import { requestOf } from './capacity-request';
import { SubmissionService } from './submission.service';

@Controller()
export class WhenReservationSubmitted {
  constructor(private readonly submissions: SubmissionService) {}

  @EventPattern(reservationSubmittedV1.type)
  async handle(@Payload() data: ReservationSubmittedV1): Promise<void> {
    await this.submissions.answer([{ reservationId: data.reservationId, request: requestOf(data) }]);
  }
}
