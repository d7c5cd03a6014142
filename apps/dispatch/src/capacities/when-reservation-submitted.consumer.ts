import { Controller } from '@nestjs/common';
import { reservationSubmittedV1, type ReservationSubmittedV1 } from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import { requestOf } from './capacity-request';
import { SubmissionService } from './submission.service';

@Controller()
export class WhenReservationSubmitted {
  constructor(private readonly submissions: SubmissionService) {}

  @OnEvents(reservationSubmittedV1)
  async handle(events: Received<ReservationSubmittedV1>[]): Promise<void> {
    await this.submissions.answer(
      events.map(({ data, call }) => {
        const { reservationId, partnerId } = data;
        return { reservationId, partnerId, request: requestOf(data), call };
      }),
    );
  }
}
