import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IDS, IdParam, IfMatch, Permit, type IdSource, PageOf, type Page } from '@houtai/service-host';
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

  @Post('reservations/:id/handover')
  @Permit('agreements:write')
  @ApiOperation({
    summary: 'Hand over the allocated vehicle: the reservation becomes an agreement',
    description: '`If-Match` is the version of the reservation.',
    operationId: 'handOver',
  })
  @ApiCreatedResponse({ type: AgreementView })
  async handOver(
    @IdParam() id: string,
    @Body() inspection: HandoverRequest,
    @IfMatch() version?: number,
  ): Promise<AgreementView> {
    return agreementView(await this.handovers.handOver(id, this.ids.next(), inspection, version));
  }

  @Get('agreements')
  @Permit('agreements:read')
  @ApiOperation({ summary: 'List agreements, the newest first', operationId: 'listAgreements' })
  @ApiOkResponse({ type: PageOf(AgreementView) })
  list(@Query() filter: AgreementFilter): Promise<Page<AgreementView>> {
    return this.queries.list(filter);
  }

  @Get('agreements/:id')
  @Permit('agreements:read')
  @ApiOperation({ summary: 'Show an agreement', operationId: 'showAgreement' })
  @ApiOkResponse({ type: AgreementView })
  one(@IdParam() id: string): Promise<AgreementView> {
    return this.queries.one(id);
  }

  @Post('agreements/:id/return')
  @HttpCode(200)
  @Permit('agreements:write')
  @ApiOperation({ summary: 'Take the vehicle back and record the inspection', operationId: 'returnVehicle' })
  @ApiOkResponse({ type: AgreementView })
  async takeBack(
    @IdParam() id: string,
    @Body() back: ReturnRequest,
    @IfMatch() version?: number,
  ): Promise<AgreementView> {
    return agreementView(await this.desk.takeBack(id, back, version));
  }

  @Post('agreements/:id/settle')
  @HttpCode(200)
  @Permit('agreements:write')
  @ApiOperation({
    summary: 'Compute the final charges and capture the rental deposit',
    operationId: 'settleAgreement',
  })
  @ApiOkResponse({ type: AgreementView })
  async settle(@IdParam() id: string, @IfMatch() version?: number): Promise<AgreementView> {
    return agreementView(await this.desk.settle(id, version));
  }
}
