import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Min } from 'class-validator';
import { ApiFen, IsDay, MayBeAbsent } from '@houtai/service-host';
import type { Side } from '../posting-rules/entry-draft';

export class TrialBalanceFilter {
  @MayBeAbsent()
  @IsDay({ description: 'Up to and with this day; all without' })
  date?: string;

  @MayBeAbsent()
  @ApiProperty({
    type: 'integer',
    description: 'Only entries sealed up to this number; the last seal without',
  })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  sealedUpTo?: number;
}

export class AccountBalance {
  @ApiProperty() account: string;
  @ApiProperty() name: string;
  @ApiProperty() nameEn: string;
  @ApiFen('Sum of the debits; red ones count negative') debitFen: number;
  @ApiFen('Sum of the credits; red ones count negative') creditFen: number;
  @ApiFen('On the side given') balanceFen: number;
  @ApiProperty({ enum: ['D', 'C'] }) balanceSide: Side;
}

export class TrialBalanceTotals {
  @ApiFen('Sum of all debits') debitFen: number;
  @ApiFen('Sum of all credits') creditFen: number;
}

export class TrialBalanceView {
  @ApiProperty({ type: 'string', format: 'date', nullable: true }) date: string | null;
  @ApiProperty({
    type: 'integer',
    description:
      'Number of the last seal in it: asked for with it and the same `date`, the answer is the same for ever',
  })
  sealedUpTo: number;
  @ApiProperty({ enum: ['CNY'] }) currency: 'CNY';
  @ApiProperty({ type: 'integer', description: 'Entries in it' }) entries: number;
  @ApiProperty({ type: [AccountBalance] }) accounts: AccountBalance[];
  @ApiProperty({ type: TrialBalanceTotals }) totals: TrialBalanceTotals;
}
