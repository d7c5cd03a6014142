import { Controller } from '@nestjs/common';
import {
  reservationCancelledV1,
  reservationNoShowV1,
  type ReservationCancelledV1,
  type ReservationNoShowV1,
} from '@houtai/event-catalogue';
import { OnEvents, runInCall, type Received } from '@houtai/messaging';
import { cancellationFeeCharged, noShowFeeCharged } from '../posting-rules/withdrawal-fee-charged';
import { WithdrawalFees } from './withdrawal-fees.service';

@Controller()
export class WhenReservationWithdrawn {
  constructor(private readonly fees: WithdrawalFees) {}

  @OnEvents(reservationCancelledV1)
  async cancelled(events: Received<ReservationCancelledV1>[]): Promise<void> {
    for (const { data, event, call } of events) {
      const cause = { id: event.id, data };
      await runInCall(call, () => this.fees.charge(cancellationFeeCharged, cause, data, data.cancelledAt));
    }
  }

  @OnEvents(reservationNoShowV1)
  async noShow(events: Received<ReservationNoShowV1>[]): Promise<void> {
    for (const { data, event, call } of events) {
      const cause = { id: event.id, data };
      await runInCall(call, () => this.fees.charge(noShowFeeCharged, cause, data, data.noShowAt));
    }
  }
}
