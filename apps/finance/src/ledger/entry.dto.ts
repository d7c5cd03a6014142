import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Matches } from 'class-validator';
import {
  ApiFen,
  ApiId,
  IsDay,
  IsFen,
  IsId,
  IsListOf,
  IsOneOf,
  IsReservationKey,
  IsText,
  IsWhole,
  MayBeAbsent,
  Rule,
  SortedFilter,
} from '@houtai/service-host';
import { ACCOUNT_CODE, CASH_ITEMS, TAX_CODES, type CashItem, type TaxCode } from '../posting-rules/accounts';
import type { EntryKind, Side } from '../posting-rules/entry-draft';

const KINDS = ['normal', 'reversal', 'accrual', 'closing', 'opening'] as const satisfies EntryKind[];

export class ManualLine {
  @ApiProperty({ description: 'Account of the lowest level', examples: ['1122', '2221.01.01'] })
  @Matches(ACCOUNT_CODE, {
    message: '$property must be an account code such as 2221.01.01',
    context: { zh: '必须是科目代码' },
  })
  account: string;

  @IsOneOf(['D', 'C'], { description: 'Debit (借) or credit (贷)' })
  side: Side;

  @IsFen('Amount, not 0; negative in red, as in all lines of the entry then')
  amountFen: number;

  @MayBeAbsent()
  @IsOneOf(CASH_ITEMS, { description: 'Cash-flow item; on cash accounts, and only there' })
  cashItem?: CashItem;

  @MayBeAbsent()
  @ApiProperty({ description: 'Department' })
  @Matches(/^[a-z][a-z0-9-]{0,31}$/)
  dept?: string;

  @MayBeAbsent()
  @IsId({ description: 'Branch' })
  branchId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Vehicle' })
  vehicleId?: string;

  @MayBeAbsent()
  @IsReservationKey('Order')
  reservationId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Customer or supplier' })
  partyId?: string;

  @MayBeAbsent()
  @IsOneOf(TAX_CODES, {
    description: 'VAT owed or deductible; with its rate, and required on accounts of VAT',
  })
  taxCode?: TaxCode;

  @MayBeAbsent()
  @IsWhole(0, 10_000, { description: 'Rate in hundredths of a percent', examples: [1300] })
  taxRateBp?: number;
}

const RENT = [
  { account: '6602', side: 'D', amountFen: 1_200_000, dept: 'office' },
  { account: '1002', side: 'C', amountFen: 1_200_000, cashItem: 'O7' },
];

export class PostEntryRequest {
  @IsDay({ description: 'Its period must be open' })
  postingDate: string;

  @IsText(500, { description: 'What it is for', example: '三月房租' })
  memo: string;

  @IsListOf(ManualLine, 2, 200, { example: RENT })
  lines: ManualLine[];
}

export class ReverseEntryRequest {
  @IsText(500, { description: 'Why', example: '重复入账' })
  memo: string;
}

/** What is no number at all is another rule's business. */
const isPeriod = (value: unknown) => typeof value !== 'number' || (value % 100 >= 1 && value % 100 <= 12);

export class EntryFilter extends SortedFilter('-id', '-postingDate') {
  @MayBeAbsent()
  @Type(() => Number)
  @IsWhole(190001, 299912, { examples: [202703] })
  @Rule('isPeriod', isPeriod, 'must be a month such as 202703', '必须是会计月份，例如 202703')
  period?: number;

  @MayBeAbsent()
  @ApiProperty({ description: 'Account, with the ones below it' })
  @Matches(ACCOUNT_CODE)
  account?: string;

  @MayBeAbsent()
  @IsReservationKey('Order')
  reservationId?: string;

  @MayBeAbsent()
  @IsId({ description: 'With a line of this branch' })
  branchId?: string;

  @MayBeAbsent()
  @IsOneOf(KINDS)
  kind?: EntryKind;

  @MayBeAbsent()
  @IsDay({ description: 'Posted on this day or later' })
  from?: string;

  @MayBeAbsent()
  @IsDay({ description: 'Posted before this day' })
  to?: string;
}

export class LineView {
  @ApiProperty({ type: 'integer' }) lineNo: number;
  @ApiProperty() account: string;
  @ApiProperty() accountName: string;
  @ApiProperty({ enum: ['D', 'C'] }) side: Side;
  @ApiFen('Amount') amountFen: number;
  @ApiProperty({ enum: CASH_ITEMS, nullable: true }) cashItem: CashItem | null;
  @ApiProperty({ type: 'string', nullable: true }) dept: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) branchId: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) vehicleId: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) reservationId: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) partyId: string | null;
  @ApiProperty({ enum: TAX_CODES, nullable: true }) taxCode: TaxCode | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Hundredths of a percent' })
  taxRateBp: number | null;
}

export class EntryView {
  @ApiId('Entry') id: string;
  @ApiProperty({ type: 'string', format: 'date' }) postingDate: string;
  @ApiProperty({ type: 'integer' }) period: number;
  @ApiProperty({ enum: KINDS }) kind: EntryKind;
  @ApiProperty({ description: 'A correction with negative amounts (红字)' }) red: boolean;
  @ApiProperty() rule: string;
  @ApiProperty({ type: 'integer' }) ruleVersion: number;
  @ApiId('Event, payment or rental day behind it') causeId: string;
  @ApiProperty({ enum: ['CNY'] }) currency: 'CNY';
  @ApiFen('Sum of the debits') totalFen: number;
  @ApiProperty() maker: string;
  @ApiProperty({ type: 'string', nullable: true }) checker: string | null;
  @ApiProperty() memo: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'What the rule made the lines of; null in entries of before they were kept',
  })
  facts: Record<string, unknown> | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) reverses: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) reversedBy: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Number in its period; null until sealed' })
  voucherNo: number | null;
  @ApiProperty({ type: 'string', format: 'date-time', description: "By the database's own clock" })
  recordedAt: string;
  @ApiProperty({ type: [LineView] }) lines: LineView[];
  @ApiProperty({ type: 'integer', description: 'Always 1: an entry never changes' }) version: number;
}
