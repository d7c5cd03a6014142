import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { agreementOverdueV1, type AgreementOverdueV1 } from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import { LatenessService } from './lateness.service';

@Controller()
export class WhenAgreementOverdue {
  constructor(private readonly lateness: LatenessService) {}

  @EventPattern(agreementOverdueV1.type)
  async handle(@Payload() { reservationId, overdueAt }: AgreementOverdueV1): Promise<void> {
    await this.lateness.extend(reservationId, toInstant(overdueAt));
  }
}
