import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ApiFen,
  IsClassCode,
  IsDayOrInstant,
  IsId,
  IsOneOf,
  MayBeAbsent,
  SortedFilter,
} from '@houtai/service-host';

export const RELOCATION_STATES = ['planned', 'bound', 'done', 'missed'] as const;

export class RelocationView {
  @ApiProperty({ format: 'uuid', description: 'The capacity hold of the promise that it serves' })
  capacityHoldId: string;

  @ApiProperty({ format: 'uuid', description: 'The promise that it serves' })
  reservationId: string;

  @ApiProperty({
    enum: RELOCATION_STATES,
    description:
      'Planned on a vehicle that may still change; bound to it; done: it stands there; missed: it did not by the pick-up',
  })
  state: string;

  @ApiProperty({ description: 'Class promised; that of the vehicle may be above it' })
  classCode: string;

  @ApiProperty({ format: 'uuid' })
  vehicleId: string;

  @ApiProperty({ format: 'uuid' })
  fromBranchId: string;

  @ApiProperty({ format: 'uuid' })
  toBranchId: string;

  @ApiProperty({ format: 'date-time', description: 'The latest time at which the vehicle has to leave' })
  departsAt: string;

  @ApiProperty({ format: 'date-time', description: 'The pick-up as promised' })
  arrivesBy: string;

  @ApiFen('What the drive costs the company')
  costFen: number;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true })
  doneAt: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true })
  missedAt: string | null;
}

export class RelocationFilter extends SortedFilter('arrivesBy') {
  @MayBeAbsent()
  @IsId({ description: 'From or to this branch' })
  branchId?: string;

  @MayBeAbsent()
  @IsId()
  fromBranchId?: string;

  @MayBeAbsent()
  @IsId()
  toBranchId?: string;

  @MayBeAbsent()
  @IsId()
  vehicleId?: string;

  @MayBeAbsent()
  @IsClassCode()
  classCode?: string;

  @MayBeAbsent()
  @IsOneOf(RELOCATION_STATES)
  state?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those to be there at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those to be there before this time' })
  to?: string;
}
