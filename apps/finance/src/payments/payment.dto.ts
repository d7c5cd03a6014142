import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID, Length, Matches } from 'class-validator';
import { PageFilter } from '@houtai/service-host';
import { ApiFen, ApiId, IsFen, MayBeAbsent } from '../fields.dto';
import type { PaymentMethod } from '../posting-rules/payment-received';
import { PAYMENT_METHODS } from './payment';

export class RecordPaymentRequest {
  @ApiId('Reservation that names the order')
  @IsUUID()
  reservationId: string;

  @ApiFen('Amount received, at most what is owed', { minimum: 1 })
  @IsFen({ positive: true })
  amountFen: number;

  @ApiProperty({ enum: PAYMENT_METHODS })
  @IsIn(PAYMENT_METHODS)
  method: PaymentMethod;

  @ApiProperty({
    description: 'Reference of the payment provider, bank or cash receipt; used once per method',
  })
  @Length(1, 100)
  @Matches(/\S/)
  reference: string;
}

export class PaymentFilter extends PageFilter {
  @ApiId('Only payments for this order', false)
  @MayBeAbsent()
  @IsUUID()
  reservationId?: string;
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
  @ApiProperty({ type: 'integer', description: 'Always 1: a payment never changes' }) version: number;
}
