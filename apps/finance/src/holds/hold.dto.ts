import { ApiProperty } from '@nestjs/swagger';
import { ApiFen, ApiId, IsId, MayBeAbsent, PageFilter } from '@houtai/service-host';
import type { HoldKind } from './hold';

export class HoldFilter extends PageFilter {
  @MayBeAbsent()
  @IsId({ description: 'Only deposits of this order' })
  reservationId?: string;
}

export class HoldView {
  @ApiId('Order') reservationId: string;
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
