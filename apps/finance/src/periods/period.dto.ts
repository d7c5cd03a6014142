import { ApiProperty } from '@nestjs/swagger';
import type { PeriodState } from './period';

export class PeriodView {
  @ApiProperty({ type: 'integer', examples: [202703] }) period: number;
  @ApiProperty({ enum: ['open', 'closing', 'closed'] }) state: PeriodState;
  @ApiProperty({ type: 'integer' }) entries: number;
  @ApiProperty({ type: 'string', nullable: true }) changedBy: string | null;
  @ApiProperty({ type: 'integer' }) version: number;
}
