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

/** Of a hundred reservations few are withdrawn, but each that is made comes by here: what follows soon comes together. */
const LINGER_MS = 100;

@Controller()
export class WhenReservationWithdrawn {
  constructor(private readonly fees: WithdrawalFees) {}

  @OnEvents(reservationCancelledV1, { lingerMs: LINGER_MS })
  async cancelled(events: Received<ReservationCancelledV1>[]): Promise<void> {
    for (const { data, event, call } of events) {
      const cause = { id: event.id, data };
      await runInCall(call, () => this.fees.charge(cancellationFeeCharged, cause, data, data.cancelledAt));
    }
  }

  @OnEvents(reservationNoShowV1, { lingerMs: LINGER_MS })
  async noShow(events: Received<ReservationNoShowV1>[]): Promise<void> {
    for (const { data, event, call } of events) {
      const cause = { id: event.id, data };
      await runInCall(call, () => this.fees.charge(noShowFeeCharged, cause, data, data.noShowAt));
    }
  }
}
