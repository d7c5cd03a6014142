import { Body, Controller, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  IDS,
  CommandRoute,
  CreateRoute,
  IdParam,
  IfMatch,
  PageOf,
  ReadRoute,
  type IdSource,
  type Page,
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
import { HandoverService } from './handover.service';

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
    @IdParam() id: string,
    @Body() inspection: HandoverRequest,
    @IfMatch() version?: number,
  ): Promise<AgreementView> {
    return agreementView(await this.handovers.handOver(id, this.ids.next(), inspection, version));
  }

  @ReadRoute('agreements', {
    access: 'agreements:read',
    summary: 'List agreements, the newest first',
    operationId: 'listAgreements',
    answers: PageOf(AgreementView),
  })
  list(@Query() filter: AgreementFilter): Promise<Page<AgreementView>> {
    return this.queries.list(filter);
  }

  @ReadRoute('agreements/:id', {
    access: 'agreements:read',
    summary: 'Show an agreement',
    operationId: 'showAgreement',
    answers: AgreementView,
  })
  one(@IdParam() id: string): Promise<AgreementView> {
    return this.queries.one(id);
  }

  @CommandRoute('agreements/:id/return', {
    access: 'agreements:write',
    summary: 'Take the vehicle back and record the inspection',
    operationId: 'returnVehicle',
    answers: AgreementView,
    ifMatch: 'optional',
    problems: ['agreement-not-open', 'odometer-runs-backwards', 'return-before-handover'],
  })
  async takeBack(
    @IdParam() id: string,
    @Body() back: ReturnRequest,
    @IfMatch() version?: number,
  ): Promise<AgreementView> {
    return agreementView(await this.desk.takeBack(id, back, version));
  }

  @CommandRoute('agreements/:id/settle', {
    access: 'agreements:write',
    summary: 'Compute the final charges and capture the rental deposit',
    operationId: 'settleAgreement',
    answers: AgreementView,
    ifMatch: 'optional',
    problems: ['agreement-not-returned'],
  })
  async settle(@IdParam() id: string, @IfMatch() version?: number): Promise<AgreementView> {
    return agreementView(await this.desk.settle(id, version));
  }
}
