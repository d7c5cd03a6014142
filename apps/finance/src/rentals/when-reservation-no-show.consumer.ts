import { Controller } from '@nestjs/common';
import { reservationNoShowV1, type ReservationNoShowV1 } from '@houtai/event-catalogue';
import { OnEvents, runInCall, type Received } from '@houtai/messaging';
import { noShowFeeCharged } from '../posting-rules/withdrawal-fee-charged';
import { WithdrawalFees } from './withdrawal-fees.service';

@Controller()
export class WhenReservationNoShow {
  constructor(private readonly fees: WithdrawalFees) {}

  @OnEvents(reservationNoShowV1)
  async chargeFees(events: Received<ReservationNoShowV1>[]): Promise<void> {
    for (const { data, event, call } of events) {
      const { reservationId, customerId, pickUp, feeFen, noShowAt: at } = data;
      const withdrawal = { reservationId, customerId, branchId: pickUp.branchId, feeFen, at };
      await runInCall(call, () => this.fees.charge(noShowFeeCharged, { id: event.id, data }, withdrawal));
    }
  }
}
