import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { reservationCancelledV1, type ReservationCancelledV1 } from '@houtai/event-catalogue';
import { EventContext } from '@houtai/messaging';
import { cancellationFeeCharged } from '../posting-rules/withdrawal-fee-charged';
import { WithdrawalFees } from './withdrawal-fees.service';

@Controller()
export class WhenReservationCancelled {
  constructor(private readonly fees: WithdrawalFees) {}

  @EventPattern(reservationCancelledV1.type)
  async chargeFee(@Payload() data: ReservationCancelledV1, @Ctx() { event }: EventContext): Promise<void> {
    const { reservationId, customerId, pickUp, feeFen, cancelledAt: at } = data;
    const withdrawal = { reservationId, customerId, branchId: pickUp.branchId, feeFen, at };
    await this.fees.charge(cancellationFeeCharged, { id: event.id, data }, withdrawal);
  }
}
