import { ApiProperty } from '@nestjs/swagger';
import { IsOneOf, MayBeAbsent, SortedFilter } from '@houtai/service-host';

const ELEMENTS = ['asset', 'liability', 'equity', 'revenue', 'cost', 'expense'] as const;

export class AccountFilter extends SortedFilter('code') {
  @MayBeAbsent()
  @IsOneOf(ELEMENTS)
  element?: (typeof ELEMENTS)[number];
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
}
