import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdParam, Permit, PageOf, type Page } from '@houtai/service-host';
import { ReceivableFilter, ReceivableView } from './receivable.dto';
import { ReceivableQueries } from './receivable.queries';

@ApiTags('receivables')
@Controller('api/v1/receivables')
export class ReceivableController {
  constructor(private readonly queries: ReceivableQueries) {}

  @Get()
  @Permit('payments:read')
  @ApiOperation({ summary: 'List what customers owe, by order', operationId: 'listReceivables' })
  @ApiOkResponse({ type: PageOf(ReceivableView) })
  async list(@Query() filter: ReceivableFilter): Promise<Page<ReceivableView>> {
    return this.queries.list(filter);
  }

  @Get(':reservationId')
  @Permit('payments:read')
  @ApiOperation({ summary: 'Show what is owed for an order', operationId: 'showReceivable' })
  @ApiOkResponse({ type: ReceivableView })
  async one(@IdParam('reservationId') reservationId: string): Promise<ReceivableView> {
    return this.queries.one(reservationId);
  }
}
