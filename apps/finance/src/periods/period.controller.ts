import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CommandRoute, IfMatch, PageOf, ReadRoute, type Page } from '@houtai/service-host';
import { PeriodFilter, PeriodView } from './period.dto';
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

  @ReadRoute('', {
    access: 'ledger:read',
    summary: 'List accounting periods (会计期间), the latest first',
    description: 'A period is a month, and is open, closing or closed.',
    operationId: 'listPeriods',
    answers: PageOf(PeriodView),
  })
  async list(@Query() filter: PeriodFilter): Promise<Page<PeriodView>> {
    return this.queries.list(filter);
  }

  @ReadRoute(':period', {
    access: 'ledger:read',
    summary: 'Show an accounting period',
    description: 'A period is named by year and month, such as `202603`.',
    operationId: 'showPeriod',
    answers: PeriodView,
  })
  async one(@PeriodParam() period: number): Promise<PeriodView> {
    return this.queries.one(period);
  }

  @CommandRoute(':period/start-closing', {
    access: 'ledger:close',
    summary: 'Take no more postings but closing ones',
    description:
      'The earliest open period only, with its rental days accrued and no message parked. Postings under way are waited for.',
    operationId: 'startClosingPeriod',
    answers: PeriodView,
    ifMatch: 'optional',
    problems: [
      'period-not-open',
      'period-not-next',
      'period-has-parked-messages',
      'period-has-pending-accruals',
    ],
  })
  async startClosing(
    @PeriodParam() yyyymm: number,
    @Actor() actor: Actor,
    @IfMatch() expectedVersion?: number,
  ): Promise<PeriodView> {
    return this.advance({ yyyymm, to: 'closing', by: actor.id, expectedVersion });
  }

  @CommandRoute(':period/close', {
    access: 'ledger:close',
    summary: 'Close a period for ever',
    description:
      'Every entry of it must be sealed, every earlier period closed, no message parked and nothing left on a suspense account.',
    operationId: 'closePeriod',
    answers: PeriodView,
    ifMatch: 'optional',
    problems: [
      'period-not-closing',
      'period-not-next',
      'period-not-sealed',
      'period-has-parked-messages',
      'period-has-pending-accruals',
      'suspense-not-cleared',
    ],
  })
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
