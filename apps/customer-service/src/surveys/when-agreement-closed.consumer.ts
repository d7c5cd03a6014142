import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { addDays } from '@houtai/domain-kit';
import { agreementClosedV1, type AgreementClosedV1 } from '@houtai/event-catalogue';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import { CustomerServiceConfig } from '../customer-service.config';
import { SurveyStore } from './survey.store';

@Controller()
export class WhenAgreementClosed {
  constructor(
    private readonly surveys: SurveyStore,
    private readonly config: CustomerServiceConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @EventPattern(agreementClosedV1.type)
  async handle(@Payload() { agreementId, reservationId, customerId }: AgreementClosedV1) {
    const at = this.clock.now();
    const closesAt = addDays(at, this.config.surveyDays);
    const rental = { agreementId, reservationId, customerId };
    await this.surveys.invite({ type: 'InviteCustomer', id: this.ids.next(), ...rental, closesAt, at });
  }
}
