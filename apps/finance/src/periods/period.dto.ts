import { ApiProperty } from '@nestjs/swagger';
import { IsOneOf, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import type { PeriodState } from './period';

const STATES = ['open', 'closing', 'closed'];

export class PeriodFilter extends SortedFilter('-period') {
  @MayBeAbsent()
  @IsOneOf(STATES)
  state?: PeriodState;
}

export class PeriodView {
  @ApiProperty({ type: 'integer', examples: [202703] }) period: number;
  @ApiProperty({ enum: STATES }) state: PeriodState;
  @ApiProperty({ type: 'integer' }) entries: number;
  @ApiProperty({ type: 'string', nullable: true }) changedBy: string | null;
  @ApiProperty({ type: 'integer' }) version: number;
}
