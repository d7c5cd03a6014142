import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ApiFen } from '@houtai/service-host';

const CHARGE_CODES = [
  'rental-day',
  'basic-service',
  'preparation',
  'one-way',
  'late',
  'unauthorised-overdue',
  'fuel-service',
  'fuel-difference',
  'cancellation',
  'no-show',
] as const;

export class ChargeLineView {
  @ApiProperty({ enum: CHARGE_CODES }) code: string;
  @ApiProperty({ example: 'Rental day 2027-03-01 (workday)' }) description: string;
  @ApiProperty({ type: 'number', example: 1 }) quantity: number;
  @ApiFen('Price of one', { example: 19_800 }) unitFen: number;
  @ApiFen('Gross amount, VAT included', { example: 19_800 }) amountFen: number;
  @ApiProperty({ type: 'integer', description: 'VAT rate in basis points', example: 1300 }) vatRateBp: number;
  @ApiPropertyOptional({ format: 'date', description: 'Business day that sets the price' }) day?: string;
  @ApiPropertyOptional({ format: 'date-time' }) from?: string;
  @ApiPropertyOptional({ format: 'date-time' }) to?: string;
}

export class PriceView {
  @ApiProperty({ enum: ['CNY'] }) currency: 'CNY';
  @ApiProperty({ format: 'uuid', description: 'Rate plan that made the price' }) ratePlanId: string;
  @ApiProperty({ type: [ChargeLineView] }) lines: ChargeLineView[];
  @ApiFen('Sum of the lines', { example: 26_800 }) totalFen: number;
  @ApiFen('Rental deposit (租车押金), a pre-authorisation', { example: 300_000 }) rentalDepositFen: number;
  @ApiFen('Violation deposit (违章押金), a pre-authorisation', { example: 200_000 })
  violationDepositFen: number;
}
