import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Actor, IfMatch, PageFilter, Permit, PageOf, type Page } from '@houtai/service-host';
import { PeriodView } from './period.dto';
import { PeriodParam } from './period-param.dto';
import { PeriodClosing, type PeriodStep } from './period-closing.store';
import { PeriodQueries } from './period.queries';

@ApiTags('periods')
@Controller('api/v1/periods')
export class PeriodController {
  constructor(
    private readonly closing: PeriodClosing,
    private readonly queries: PeriodQueries,
  ) {}

  @Get()
  @Permit('ledger:read')
  @ApiOperation({
    summary: 'List accounting periods (会计期间), the latest first',
    operationId: 'listPeriods',
  })
  @ApiOkResponse({ type: PageOf(PeriodView) })
  async list(@Query() filter: PageFilter): Promise<Page<PeriodView>> {
    return this.queries.list(filter);
  }

  @Get(':period')
  @Permit('ledger:read')
  @ApiOperation({ summary: 'Show an accounting period', operationId: 'showPeriod' })
  @ApiOkResponse({ type: PeriodView })
  async one(@PeriodParam() period: number): Promise<PeriodView> {
    return this.queries.one(period);
  }

  @Post(':period/start-closing')
  @HttpCode(200)
  @Permit('ledger:close')
  @ApiOperation({
    summary: 'Take no more postings but closing ones',
    description: 'The earliest open period only. Postings under way are waited for.',
    operationId: 'startClosingPeriod',
  })
  @ApiOkResponse({ type: PeriodView })
  async startClosing(
    @PeriodParam() yyyymm: number,
    @Actor() actor: Actor,
    @IfMatch() expectedVersion?: number,
  ): Promise<PeriodView> {
    return this.advance({ yyyymm, to: 'closing', by: actor.id, expectedVersion });
  }

  @Post(':period/close')
  @HttpCode(200)
  @Permit('ledger:close')
  @ApiOperation({
    summary: 'Close a period for ever',
    description: 'Every entry of it must be sealed and every earlier period closed.',
    operationId: 'closePeriod',
  })
  @ApiOkResponse({ type: PeriodView })
  async close(
    @PeriodParam() yyyymm: number,
    @Actor() actor: Actor,
    @IfMatch() expectedVersion?: number,
  ): Promise<PeriodView> {
    return this.advance({ yyyymm, to: 'closed', by: actor.id, expectedVersion });
  }

  private async advance(step: PeriodStep): Promise<PeriodView> {
    await this.closing.advance(step);
    return this.queries.one(step.yyyymm);
  }
}
