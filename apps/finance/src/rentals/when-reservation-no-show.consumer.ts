import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { reservationNoShowV1, type ReservationNoShowV1 } from '@houtai/event-catalogue';
import { EventContext } from '@houtai/messaging';
import { noShowFeeCharged } from '../posting-rules/withdrawal-fee-charged';
import { WithdrawalFees } from './withdrawal-fees.service';

@Controller()
export class WhenReservationNoShow {
  constructor(private readonly fees: WithdrawalFees) {}

  @EventPattern(reservationNoShowV1.type)
  async chargeFee(@Payload() data: ReservationNoShowV1, @Ctx() { event }: EventContext): Promise<void> {
    const { reservationId, customerId, pickUp, feeFen, noShowAt: at } = data;
    const withdrawal = { reservationId, customerId, branchId: pickUp.branchId, feeFen, at };
    await this.fees.charge(noShowFeeCharged, { id: event.id, data }, withdrawal);
  }
}
