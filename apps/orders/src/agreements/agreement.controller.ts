import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  IDS,
  CommandRoute,
  CreateRoute,
  IdParam,
  IfMatch,
  PageOf,
  Reach,
  ReadRoute,
  type IdSource,
  type Page,
  ReservationParam,
} from '@houtai/service-host';
import {
  AgreementFilter,
  AgreementView,
  HandoverRequest,
  ReturnRequest,
  agreementView,
} from './agreement.dto';
import { AgreementDesk } from './agreement-desk.service';
import { AgreementQueries } from './agreement.queries';
import type { ListedAgreement } from './agreement.store';
import { HandoverService } from './handover.service';
import { PartnerAgreementView, partnerAgreementView } from './partner-agreement.dto';

type Shown = AgreementView | PartnerAgreementView;

/** What a caller sees of an agreement within its reach. */
export function shownTo({ kind }: Reach): (listed: ListedAgreement) => Shown {
  return kind === 'partner' ? partnerAgreementView : agreementView;
}

@ApiTags('agreements')
@Controller('api/v1')
export class AgreementController {
  constructor(
    private readonly handovers: HandoverService,
    private readonly desk: AgreementDesk,
    private readonly queries: AgreementQueries,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  @CreateRoute('reservations/:id/handover', {
    access: 'agreements:write',
    summary: 'Hand over the allocated vehicle: the reservation becomes an agreement',
    description:
      '`If-Match` is the version of the reservation. `details.points` of a refusal names all that is not in order; ' +
      'dispatch is told of it and offers another vehicle when that helps.',
    operationId: 'handOver',
    answers: AgreementView,
    ifMatch: 'optional',
    problems: [
      'reservation-over',
      'reservation-not-ready',
      'change-pending',
      'handover-too-early',
      'handover-refused',
      'vehicle-not-back',
      'agreement-already-opened',
    ],
  })
  async handOver(
    @ReservationParam() id: string,
    @Body() inspection: HandoverRequest,
    @Reach() reach: Reach,
    @IfMatch() version?: number,
  ): Promise<AgreementView> {
    return agreementView(await this.handovers.handOver(id, reach, this.ids.next(), inspection, version));
  }

  @ReadRoute('agreements', {
    access: 'agreements:read',
    partner: 'own',
    personalData: true,
    summary: 'List agreements, the newest first',
    description: 'A partner sees those of its own bookings, and names a customer by what it knows them by.',
    operationId: 'listAgreements',
    answers: PageOf(AgreementView),
    partnerAnswers: PageOf(PartnerAgreementView),
  })
  list(@Query() filter: AgreementFilter, @Reach() reach: Reach): Promise<Page<Shown>> {
    return this.queries.list(reach, filter, shownTo(reach));
  }

  @ReadRoute('agreements/:id', {
    access: 'agreements:read',
    partner: 'own',
    personalData: true,
    summary: 'Show an agreement, with its charges once it is settled',
    description: 'A partner sees those of its own bookings; another’s answers as one that does not exist.',
    operationId: 'showAgreement',
    answers: AgreementView,
    partnerAnswers: PartnerAgreementView,
  })
  async one(@IdParam() id: string, @Reach() reach: Reach): Promise<Shown> {
    return shownTo(reach)(await this.queries.one(id, reach));
  }

  @CommandRoute('agreements/:id/return', {
    access: 'agreements:write',
    summary: 'Take the vehicle back and record the inspection',
    description: 'Odometer, fuel and damage as found. The charges follow when the agreement is settled.',
    operationId: 'returnVehicle',
    answers: AgreementView,
    ifMatch: 'optional',
    problems: ['agreement-not-open', 'odometer-runs-backwards', 'return-before-handover'],
  })
  async takeBack(
    @IdParam() id: string,
    @Body() back: ReturnRequest,
    @Reach() reach: Reach,
    @IfMatch() version?: number,
  ): Promise<AgreementView> {
    return agreementView(await this.desk.takeBack(id, reach, back, { version }));
  }

  @CommandRoute('agreements/:id/settle', {
    access: 'agreements:write',
    summary: 'Compute the final charges and capture the rental deposit',
    description:
      'What the deposit does not cover is owed. The violation deposit is held on until its days are over.',
    operationId: 'settleAgreement',
    answers: AgreementView,
    ifMatch: 'optional',
    problems: ['agreement-not-returned'],
  })
  async settle(
    @IdParam() id: string,
    @Reach() reach: Reach,
    @IfMatch() version?: number,
  ): Promise<AgreementView> {
    return agreementView(await this.desk.settle(id, reach, { version }));
  }
}
