import { ApiProperty } from '@nestjs/swagger';
import { Length, Matches } from 'class-validator';
import {
  ApiFen,
  ApiId,
  IsDayOrInstant,
  IsFen,
  IsId,
  IsOneOf,
  IsReservationKey,
  IsTextUpTo,
  MayBeAbsent,
  SortedFilter,
} from '@houtai/service-host';
import type { PaymentMethod } from '../posting-rules/payment-received';
import { PAYMENT_METHODS } from './payment';

export class RecordPaymentRequest {
  @IsReservationKey('Reservation that names the order')
  reservationId: string;

  @IsFen('Amount received, at most what is owed', { positive: true, example: 59_400 })
  amountFen: number;

  @IsOneOf(PAYMENT_METHODS)
  method: PaymentMethod;

  @ApiProperty({
    description: 'Reference of the payment provider, bank or cash receipt; used once per method',
    example: '4200001234202703010001',
  })
  @Length(1, 100)
  @Matches(/\S/)
  reference: string;
}

export class PaymentFilter extends SortedFilter('-id', '-receivedAt') {
  @MayBeAbsent()
  @IsReservationKey('Only payments for this order')
  reservationId?: string;

  @MayBeAbsent()
  @IsTextUpTo(100, { description: 'Number of the payment at its provider' })
  reference?: string;

  @MayBeAbsent()
  @IsId({ description: 'For orders of this branch' })
  branchId?: string;

  @MayBeAbsent()
  @IsOneOf(PAYMENT_METHODS)
  method?: PaymentMethod;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Received at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Received before this time' })
  to?: string;
}

export class PaymentView {
  @ApiId('Payment') id: string;
  @ApiId('Order') reservationId: string;
  @ApiFen('Amount') amountFen: number;
  @ApiProperty({ enum: ['CNY'] }) currency: 'CNY';
  @ApiProperty({ enum: PAYMENT_METHODS }) method: PaymentMethod;
  @ApiProperty() reference: string;
  @ApiProperty({ type: 'string', format: 'date-time' }) receivedAt: string;
  @ApiProperty({ description: 'Account id of who recorded it' }) receivedBy: string;
  @ApiId('Entry in the books') entryId: string;
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Entry that reversed it: then nothing was paid',
  })
  reversedBy: string | null;
  @ApiProperty({ type: 'integer', description: 'Always 1: a payment never changes' }) version: number;
}
