import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { agreementOpenedV1, type AgreementOpenedV1 } from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import { requestOf } from '../capacity/capacity-request';
import { HandoverService } from './handover.service';

@Controller()
export class WhenAgreementOpened {
  constructor(private readonly handovers: HandoverService) {}

  @EventPattern(agreementOpenedV1.type)
  async handle(@Payload() data: AgreementOpenedV1): Promise<void> {
    const { reservationId, vehicleId, openedAt } = data;
    const agreed = requestOf(data);
    const pickUp = { ...agreed.pickUp, at: toInstant(openedAt) };
    await this.handovers.handOver({ reservationId, vehicleId, request: { ...agreed, pickUp } });
  }
}
