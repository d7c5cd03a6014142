import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { agreementSettledV1, type AgreementSettledV1 } from '@houtai/event-catalogue';
import { EventContext } from '@houtai/messaging';
import { SettleRental } from './settle-rental.service';

@Controller()
export class WhenAgreementSettled {
  constructor(private readonly rentals: SettleRental) {}

  @EventPattern(agreementSettledV1.type)
  async post(@Payload() settled: AgreementSettledV1, @Ctx() { event }: EventContext): Promise<void> {
    await this.rentals.settle({ id: event.id, data: settled });
  }
}
