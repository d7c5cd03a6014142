import { Controller, Inject, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { CLOCK, IsDay, ReadRoute, type Clock } from '@houtai/service-host';
import { refuse } from '../analytics.errors';
import { Kpi, kpis } from './kpi';
import { KpiQueries } from './kpi.queries';

const LONGEST_DAYS = 400;

class KpiFilter {
  @IsDay({ description: 'First business day', example: '2026-03-01' })
  from: string;

  @IsDay({ description: 'Last business day, included', example: '2026-03-31' })
  to: string;
}

class TargetView {
  @ApiPropertyOptional() atLeast?: number;
}

class IntervalView {
  @ApiProperty() low: number;
  @ApiProperty() high: number;
}

class KpiView implements Kpi {
  @ApiProperty({ example: 'operating-utilisation' }) name: string;
  @ApiProperty({ description: 'How it is computed' }) definition: string;
  @ApiProperty() numerator: number;
  @ApiProperty() denominator: number;
  @ApiProperty({ type: 'number', nullable: true }) value: number | null;

  @ApiPropertyOptional({ description: 'What the company is judged by, where it set one' })
  target?: TargetView;

  @ApiPropertyOptional({
    type: IntervalView,
    nullable: true,
    description: '95 % Wilson interval, for shares of answers; null without any',
  })
  interval?: IntervalView | null;
}

class KpiList {
  @ApiProperty({ type: [KpiView] }) items: KpiView[];
}

@ApiTags('kpis')
@Controller('api/v1/kpis')
export class KpiController {
  constructor(
    private readonly queries: KpiQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @ReadRoute('', {
    access: 'reports:read',
    summary: 'Key performance indicators of a period, each with its definition',
    description: '`value` is null where there is nothing to divide by.',
    operationId: 'listKpis',
    answers: KpiList,
    problems: ['period-empty', 'period-too-long'],
  })
  async list(@Query() { from, to }: KpiFilter): Promise<KpiList> {
    if (to < from) refuse('period-empty', { from, to });
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
    if (days > LONGEST_DAYS) refuse('period-too-long', { longestDays: LONGEST_DAYS, from, to, days });
    return { items: kpis(await this.queries.counts(from, to, this.clock.now())) };
  }
}
