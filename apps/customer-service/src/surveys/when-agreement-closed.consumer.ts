import { Controller, Inject } from '@nestjs/common';
import { addDays } from '@houtai/domain-kit';
import { agreementClosedV1, type AgreementClosedV1 } from '@houtai/event-catalogue';
import { OnEvents, runInCall, type Received } from '@houtai/messaging';
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

  @OnEvents(agreementClosedV1)
  async handle(events: Received<AgreementClosedV1>[]) {
    const invitations = events.map(({ data, call }) => {
      const at = runInCall(call, () => this.clock.now());
      const closesAt = addDays(at, this.config.surveyDays);
      const { agreementId, reservationId, customerId, branchId } = data;
      const rental = { agreementId, reservationId, customerId, branchId };
      const command = { type: 'InviteCustomer' as const, id: this.ids.next(), ...rental, closesAt, at };
      return { command, call };
    });
    await this.surveys.invite(invitations);
  }
}
