import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDateString, Matches } from 'class-validator';
import { MayBeAbsent } from '../dto-rules.dto';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class SatisfactionFilter {
  @ApiPropertyOptional({
    format: 'date',
    description: 'Customers asked on or after this business day',
    example: '2026-03-01',
  })
  @MayBeAbsent()
  @Matches(DAY, { context: { zh: '必须是 YYYY-MM-DD 格式的日期' } })
  @IsDateString({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'and before this business day', example: '2026-04-01' })
  @MayBeAbsent()
  @Matches(DAY, { context: { zh: '必须是 YYYY-MM-DD 格式的日期' } })
  @IsDateString({ strict: true })
  to?: string;
}

export class ShareView {
  @ApiProperty({ description: '0 to 1', example: 0.85 })
  value: number;

  @ApiProperty({ description: 'Lower end of the 95 % Wilson interval', example: 0.77 })
  low: number;

  @ApiProperty({ description: 'Upper end of the 95 % Wilson interval', example: 0.91 })
  high: number;
}

export class SatisfactionView {
  @ApiProperty({ type: 'integer', description: 'Surveys sent in the period', example: 100 })
  invited: number;

  @ApiProperty({ type: 'integer', description: 'Of these, answered', example: 40 })
  answered: number;

  @ApiProperty({
    type: ShareView,
    nullable: true,
    description: 'answered / invited; null when nobody was asked',
  })
  responseRate: ShareView | null;

  @ApiProperty({
    type: ShareView,
    nullable: true,
    description: 'Scores of 4 and 5 / answers; null without answers',
  })
  csat: ShareView | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description: '% of 9-10 minus % of 0-6; null without answers',
    example: 42.5,
  })
  nps: number | null;
}
