import { ApiProperty } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageFilter } from '@houtai/service-host';
import { ApiFen, ApiId, IsDay, IsFen, MayBeAbsent } from '../fields.dto';
import { CASH_ITEMS, type CashItem } from './accounts';
import type { EntryKind, Side } from './entry-draft';

const KINDS = ['normal', 'reversal', 'accrual', 'closing', 'opening'] as const satisfies EntryKind[];
const ACCOUNT_CODE = /^\d{4}(\.\d{2}){0,2}$/;

export class ManualLine {
  @ApiProperty({ description: 'Account of the lowest level', examples: ['1122', '2221.01.01'] })
  @Matches(ACCOUNT_CODE, {
    message: '$property must be an account code such as 2221.01.01',
    context: { zh: '必须是科目代码' },
  })
  account: string;

  @ApiProperty({ enum: ['D', 'C'], description: 'Debit (借) or credit (贷)' })
  @IsIn(['D', 'C'])
  side: Side;

  @ApiFen('Amount, not 0; negative in red')
  @IsFen()
  amountFen: number;

  @ApiProperty({
    enum: CASH_ITEMS,
    required: false,
    description: 'Cash-flow item; on cash accounts, and only there',
  })
  @MayBeAbsent()
  @IsIn(CASH_ITEMS)
  cashItem?: CashItem;

  @ApiProperty({ required: false, description: 'Department' })
  @MayBeAbsent()
  @Matches(/^[a-z][a-z0-9-]{0,31}$/)
  dept?: string;

  @ApiId('Branch', false) @MayBeAbsent() @IsUUID() branchId?: string;
  @ApiId('Vehicle', false) @MayBeAbsent() @IsUUID() vehicleId?: string;
  @ApiId('Order', false) @MayBeAbsent() @IsUUID() @Lower() reservationId?: string;
  @ApiId('Customer or supplier', false) @MayBeAbsent() @IsUUID() partyId?: string;
}

/** UUIDs are compared as text: the database answers in lower case. */
function Lower(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  );
}

export class PostEntryRequest {
  @ApiProperty({ type: 'string', format: 'date', description: 'Its period must be open' })
  @IsDay()
  postingDate: string;

  @ApiProperty({ description: 'What it is for' })
  @Length(1, 500)
  memo: string;

  @ApiProperty({ type: [ManualLine], minItems: 2, maxItems: 200 })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => ManualLine)
  lines: ManualLine[];
}

export class ReverseEntryRequest {
  @ApiProperty({ description: 'Why' })
  @Length(1, 500)
  memo: string;
}

export class EntryFilter extends PageFilter {
  @ApiProperty({ type: 'integer', required: false, examples: [202703] })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(190001)
  @Max(299912)
  period?: number;

  @ApiProperty({ required: false, description: 'Account, with the ones below it' })
  @MayBeAbsent()
  @Matches(ACCOUNT_CODE)
  account?: string;

  @ApiId('Order', false)
  @MayBeAbsent()
  @IsUUID()
  reservationId?: string;
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
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) reverses: string | null;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) reversedBy: string | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'Number in its period; null until sealed' })
  voucherNo: number | null;
  @ApiProperty({ type: 'string', format: 'date-time', description: "By the database's own clock" })
  recordedAt: string;
  @ApiProperty({ type: [LineView] }) lines: LineView[];
  @ApiProperty({ type: 'integer', description: 'Always 1: an entry never changes' }) version: number;
}
