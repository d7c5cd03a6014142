import { Controller } from '@nestjs/common';
import { reservationCancelledV1, type ReservationCancelledV1 } from '@houtai/event-catalogue';
import { OnEvents, runInCall, type Received } from '@houtai/messaging';
import { cancellationFeeCharged } from '../posting-rules/withdrawal-fee-charged';
import { WithdrawalFees } from './withdrawal-fees.service';

@Controller()
export class WhenReservationCancelled {
  constructor(private readonly fees: WithdrawalFees) {}

  @OnEvents(reservationCancelledV1)
  async chargeFees(events: Received<ReservationCancelledV1>[]): Promise<void> {
    for (const { data, event, call } of events) {
      const { reservationId, customerId, pickUp, feeFen, cancelledAt: at } = data;
      const withdrawal = { reservationId, customerId, branchId: pickUp.branchId, feeFen, at };
      await runInCall(call, () =>
        this.fees.charge(cancellationFeeCharged, { id: event.id, data }, withdrawal),
      );
    }
  }
}
