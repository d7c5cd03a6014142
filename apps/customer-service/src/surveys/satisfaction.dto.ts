import { ApiProperty } from '@nestjs/swagger';
import { IsDay, MayBeAbsent } from '@houtai/service-host';

export class SatisfactionFilter {
  @MayBeAbsent()
  @IsDay({ description: 'Customers asked on or after this business day', example: '2026-03-01' })
  from?: string;

  @MayBeAbsent()
  @IsDay({ description: 'and before this business day', example: '2026-04-01' })
  to?: string;
}

export class ShareView {
  @ApiProperty({ description: '0 to 1', example: 0.85 }) value: number;
  @ApiProperty({ description: 'Lower end of the 95 % Wilson interval', example: 0.77 }) low: number;
  @ApiProperty({ description: 'Upper end of the 95 % Wilson interval', example: 0.91 }) high: number;
}

export class SatisfactionView {
  @ApiProperty({ type: 'integer', description: 'Surveys sent in the period', example: 100 }) invited: number;
  @ApiProperty({ type: 'integer', description: 'Of these, answered', example: 40 }) answered: number;

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
