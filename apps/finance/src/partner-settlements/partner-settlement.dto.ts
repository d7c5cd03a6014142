import { applyDecorators } from '@nestjs/common';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { ApiFen, ApiId, IsId, MayBeAbsent, Rule, SortedFilter } from '@houtai/service-host';

const MONTH = /^(19|2\d)\d{2}-(0[1-9]|1[0-2])$/;

function IsMonth(description: string): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: 'string', pattern: MONTH.source, example: '2026-10', description }),
    Rule(
      'isMonth',
      (value) => typeof value === 'string' && MONTH.test(value),
      'must be a month such as 2026-10',
      '必须是月份，例如 2026-10',
    ),
  );
}

export class PartnerSettlementFilter extends SortedFilter('-period') {
  @MayBeAbsent()
  @IsId({ description: 'Of this partner' })
  partnerId?: string;

  @MayBeAbsent()
  @IsMonth('Of this accounting month')
  month?: string;
}

export class PartnerSettlementView {
  @ApiId('Partner') partnerId: string;
  @ApiProperty({ example: '2026-10', description: 'Accounting month' }) month: string;
  @ApiProperty({ enum: ['CNY'] }) currency: 'CNY';
  @ApiProperty({ type: 'integer', description: 'Rentals whose charges became final', example: 12 })
  rentals: number;
  @ApiFen('Charged to customers of the partner, VAT and fees included, by the rental day that was earned', {
    example: 321_600,
  })
  chargedFen: number;
  @ApiFen('Of it fees for cancellations and no-shows', { example: 12_000 }) feesFen: number;
  @ApiFen('Paid, deposits captured included', { example: 309_600 }) paidFen: number;
  @ApiFen('Charged less paid in this month', { example: 12_000 }) balanceFen: number;
}

export class OwnSettlementView extends OmitType(PartnerSettlementView, ['partnerId']) {}

/** `202610`, as the books number months. */
export function periodOfMonth(month: string): number {
  return Number(month.replace('-', ''));
}
