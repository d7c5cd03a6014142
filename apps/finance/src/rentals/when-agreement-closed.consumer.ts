import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { agreementClosedV1, type AgreementClosedV1 } from '@houtai/event-catalogue';
import { HoldStore } from '../holds/hold.store';

/** No traffic violation can appear any more: the violation deposit goes back. */
@Controller()
export class WhenAgreementClosed {
  constructor(private readonly holds: HoldStore) {}

  @EventPattern(agreementClosedV1.type)
  async releaseViolationDeposit(@Payload() { reservationId, closedAt }: AgreementClosedV1): Promise<void> {
    await this.holds.end({ reservationId, kind: 'violation' }, 0, closedAt);
  }
}
