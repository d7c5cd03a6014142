import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsDay, IsOneOf, IsText, MayBeAbsent, SortedFilter } from '@houtai/service-host';

const ELEMENTS = ['asset', 'liability', 'equity', 'revenue', 'cost', 'expense'] as const;

export class AccountFilter extends SortedFilter('code') {
  @MayBeAbsent()
  @IsOneOf(ELEMENTS)
  element?: (typeof ELEMENTS)[number];
}

export class OpenAccountRequest {
  @ApiProperty({
    description: 'One of a bank (1002.01) or of a payment provider (1012.01)',
    example: '1002.01',
  })
  @Matches(/^(1002|1012)\.\d{2}$/, {
    message: '$property must be a code such as 1002.01 or 1012.01',
    context: { zh: '必须是 1002 或 1012 的下级科目代码，例如 1002.01' },
  })
  code: string;

  @IsText(100, { examples: ['银行存款-工商银行上海分行'] })
  name: string;

  @IsText(100, { examples: ['Bank deposits: ICBC Shanghai'] })
  nameEn: string;

  @IsDay({ description: 'First day on which it takes postings' })
  validFrom: string;
}

export class CloseAccountRequest {
  @IsDay({ description: 'First day on which it takes none any more; after its last entry' })
  validUntil: string;
}

export class AccountView {
  @ApiProperty({ description: '企业会计准则' }) code: string;
  @ApiProperty() name: string;
  @ApiProperty() nameEn: string;
  @ApiProperty({ enum: ELEMENTS }) element: (typeof ELEMENTS)[number];
  @ApiProperty({ enum: ['D', 'C'], description: 'Side on which it grows' }) normalSide: 'D' | 'C';
  @ApiProperty({ description: 'Takes postings; a heading does not' }) postable: boolean;
  @ApiProperty({ description: 'Its lines carry a cash-flow item' }) isCash: boolean;
  @ApiProperty({ description: '小企业会计准则' }) smallEnterpriseCode: string;
  @ApiProperty({ type: 'string', format: 'date', description: 'First day on which it takes postings' })
  validFrom: string;
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'First day on which it takes none any more; null while it is open',
  })
  validUntil: string | null;
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Account id of who opened it; null for the accounts of the chart',
  })
  openedBy: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Account id of who closed it' })
  closedBy: string | null;
}
