import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { agreementOpenedV1, type AgreementOpenedV1 } from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import { CLOCK, type Clock } from '@houtai/service-host';
import { requestOf } from '../capacities/capacity-request';
import { HandoverService } from './handover.service';

@Controller()
export class WhenAgreementOpened {
  constructor(
    private readonly handovers: HandoverService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @EventPattern(agreementOpenedV1.type)
  async handle(@Payload() data: AgreementOpenedV1): Promise<void> {
    const { reservationId, vehicleId, openedAt } = data;
    const agreed = requestOf(data);
    const pickUp = { ...agreed.pickUp, at: toInstant(openedAt) };
    const handover = { reservationId, vehicleId, request: { ...agreed, pickUp } };
    await this.handovers.handOver(handover, this.clock.now());
  }
}
