import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SubjectView } from '../subjects/subject.dto';
import {
  IsClassCode,
  IsDayOrInstant,
  IsId,
  IsOneOf,
  IsReservationKey,
  MayBeAbsent,
  SortedFilter,
} from '@houtai/service-host';

export class AllocationView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Where it is for a rental',
  })
  reservationId: string | null;

  @ApiProperty({ type: SubjectView })
  subject: SubjectView;

  @ApiProperty({ format: 'uuid' })
  vehicleId: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Branch of the pick-up; null for allocations from before branches were kept',
  })
  branchId: string | null;

  @ApiProperty({ description: 'Class of the vehicle; above the reserved one after an upgrade' })
  classCode: string;

  @ApiProperty({ format: 'date-time' })
  from: string;

  @ApiProperty({
    format: 'date-time',
    description: 'Exclusive; with the turnaround while active, the real return once completed',
  })
  to: string;

  @ApiProperty({ enum: ['active', 'completed', 'released'] })
  status: string;

  @ApiProperty({ description: 'The vehicle is with the customer' })
  inUse: boolean;

  @ApiPropertyOptional({
    nullable: true,
    enum: ['cancelled', 'no-show', 'changed', 'swapped', 'completed', null],
  })
  releaseReason: string | null;

  @ApiProperty({ format: 'date-time' })
  allocatedAt: string;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true })
  releasedAt: string | null;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class AllocationFilter extends SortedFilter('from') {
  @MayBeAbsent()
  @IsId()
  vehicleId?: string;

  @MayBeAbsent()
  @IsReservationKey('Only of this reservation')
  reservationId?: string;

  @MayBeAbsent()
  @IsClassCode({ description: 'Of the vehicle' })
  classCode?: string;

  @MayBeAbsent()
  @IsId({ description: 'Picked up at this branch; allocations from before branches were kept have none' })
  branchId?: string;

  @MayBeAbsent()
  @IsOneOf(['active', 'completed', 'released'])
  status?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those that end after this time' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those that begin before this time' })
  to?: string;
}

export class SwapRequest {
  @MayBeAbsent()
  @IsId({ description: 'This vehicle and no other' })
  vehicleId?: string;

  @MayBeAbsent()
  @IsClassCode({
    description: 'A vehicle of this class, above or below the promised one, as agreed with the customer',
    example: 'suv',
  })
  classCode?: string;
}
