import { ApiProperty } from '@nestjs/swagger';
import { ApiFen, ApiId, IsId, IsOneOf, MayBeAbsent, SortedFilter } from '@houtai/service-host';

const STATUS = ['running', 'due', 'cleared'] as const;
export type ReceivableStatus = (typeof STATUS)[number];

export class ReceivableFilter extends SortedFilter('id') {
  @MayBeAbsent()
  @IsOneOf(STATUS)
  status?: ReceivableStatus;

  @MayBeAbsent()
  @IsId({ description: 'Earned by this branch' })
  branchId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Owed by this customer' })
  customerId?: string;
}

export class ReceivableView {
  @ApiId('Order') reservationId: string;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) agreementId: string | null;
  @ApiId('Who owes it') customerId: string;
  @ApiId('Branch that earned it') branchId: string;
  @ApiProperty({ type: 'string', format: 'uuid', nullable: true }) vehicleId: string | null;
  @ApiProperty({
    enum: STATUS,
    description: 'running: charges still come; due: they are final; cleared: paid',
  })
  status: ReceivableStatus;
  @ApiProperty({ enum: ['CNY'] }) currency: 'CNY';
  @ApiFen('Charged so far') chargedFen: number;
  @ApiFen('Paid so far') paidFen: number;
  @ApiFen('Charged less paid') balanceFen: number;
  @ApiFen('To be paid now; nothing before the charges are final') dueFen: number;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) clearedAt: string | null;
  @ApiProperty({ type: 'integer' }) version: number;
}
