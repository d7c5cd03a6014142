import { ApiProperty } from '@nestjs/swagger';
import {
  ApiFen,
  ApiId,
  IsDayOrInstant,
  IsId,
  IsOneOf,
  IsReservationKey,
  MayBeAbsent,
  SortedFilter,
} from '@houtai/service-host';
import type { HoldKind } from './hold';

export class HoldFilter extends SortedFilter('reservationId', '-heldAt') {
  @MayBeAbsent()
  @IsReservationKey('Only deposits of this order')
  reservationId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Only deposits taken at this branch; those held before branches were kept have none' })
  branchId?: string;

  @MayBeAbsent()
  @IsOneOf(['open', 'ended'])
  status?: 'open' | 'ended';

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Authorised at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Authorised before this time' })
  to?: string;
}

export class HoldView {
  @ApiId('Order') reservationId: string;
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    required: false,
    description: 'Branch of the pick-up; null where it was held before branches were kept',
  })
  branchId: string | null;

  @ApiProperty({ enum: ['rental', 'violation'] }) kind: HoldKind;
  @ApiProperty({ description: 'Authorisation of the payment provider' }) reference: string;
  @ApiProperty({ enum: ['CNY'] }) currency: 'CNY';
  @ApiFen('Pre-authorised: captured + released + open') heldFen: number;
  @ApiFen('Captured') capturedFen: number;
  @ApiFen('Released') releasedFen: number;
  @ApiFen('Still held') openFen: number;
  @ApiProperty({ type: 'string', format: 'date-time' }) heldAt: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) endedAt: string | null;
}
