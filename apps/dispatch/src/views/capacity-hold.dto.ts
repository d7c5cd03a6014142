import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SubjectView } from '../subjects/subject.dto';
import {
  IsClassCode,
  IsDayOrInstant,
  IsId,
  IsInstant,
  IsOneOf,
  IsReservationKey,
  MayBeAbsent,
  SortedFilter,
} from '@houtai/service-host';

const CAPACITY_HOLD_STATUSES = ['held', 'proposed', 'firm', 'in-use', 'released', 'completed'];

export class HoldStop {
  @ApiProperty({ format: 'uuid' })
  branchId: string;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class CapacityHoldView {
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

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'The change or question it was asked for with',
  })
  changeId: string | null;

  @ApiProperty({ enum: CAPACITY_HOLD_STATUSES })
  status: string;

  @ApiProperty()
  classCode: string;

  @ApiProperty({ type: HoldStop })
  pickUp: HoldStop;

  @ApiProperty({ type: HoldStop })
  return: HoldStop;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Its place in the plan; binding once there is an allocation',
  })
  vehicleId: string | null;

  @ApiProperty({ description: 'Stays on its vehicle, whatever would be better for others' })
  pinned: boolean;

  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    description: 'Vehicles it must not get',
  })
  forbiddenVehicleIds: string[];

  @ApiPropertyOptional({
    nullable: true,
    enum: ['no-vehicle', 'vehicle-late', 'vehicle-elsewhere', 'vehicle-unfit', null],
    description: 'Why it cannot be served as things stand',
  })
  conflict: string | null;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description:
      'Its pick-up or return is at this branch after it has closed: the customer is to be offered another',
  })
  closedBranchId: string | null;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true })
  conflictSince: string | null;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Others were told that dispatch has found no vehicle',
  })
  escalatedAt: string | null;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'The allocation in force',
  })
  allocationId: string | null;

  @ApiProperty({ format: 'date-time' })
  heldAt: string;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', nullable: true })
  releasedAt: string | null;
}

export class ConflictOptionView {
  @ApiProperty({ enum: ['class', 'time', 'branch'], description: 'What would be another than promised' })
  kind: string;

  @ApiProperty()
  classCode: string;

  @ApiProperty({ type: HoldStop })
  pickUp: HoldStop;

  @ApiProperty({ type: HoldStop })
  return: HoldStop;
}

export class ConflictOptionsView {
  @ApiProperty({
    type: [ConflictOptionView],
    description: 'What there is a vehicle for now; held for nobody',
  })
  options: ConflictOptionView[];
}

export class PinRequest {
  @MayBeAbsent()
  @IsId({ description: 'This vehicle, of the class promised; the one it is planned on when absent' })
  vehicleId?: string;
}

export class ForbiddenVehicle {
  @IsId()
  vehicleId: string;
}

export class CapacityHoldFilter extends SortedFilter('from') {
  @MayBeAbsent()
  @IsReservationKey('Only of this reservation')
  reservationId?: string;

  @MayBeAbsent()
  @IsId()
  vehicleId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Of the pick-up' })
  branchId?: string;

  @MayBeAbsent()
  @IsClassCode()
  classCode?: string;

  @MayBeAbsent()
  @IsOneOf(CAPACITY_HOLD_STATUSES)
  status?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those picked up at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those picked up before this time' })
  to?: string;
}

export class AvailabilityFilter {
  @IsClassCode()
  classCode: string;

  @IsId()
  branchId: string;

  @IsInstant()
  from: string;

  @IsInstant({ description: 'Exclusive, at most 31 days after `from`' })
  to: string;
}

export class FreeHourView {
  @ApiProperty({ format: 'date-time', description: 'Start of the hour' })
  from: string;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Vehicles unused and fit for the whole hour' })
  free: number;
}

export class AvailabilityView {
  @ApiProperty()
  classCode: string;

  @ApiProperty({ format: 'uuid' })
  branchId: string;

  @ApiProperty({ type: [FreeHourView] })
  hours: FreeHourView[];
}

export class PartnerHourView {
  @ApiProperty({ format: 'date-time', description: 'Start of the hour' })
  from: string;

  @ApiProperty({ description: 'Whether a vehicle is unused and fit for the whole hour' })
  available: boolean;
}

export class PartnerAvailabilityView {
  @ApiProperty()
  classCode: string;

  @ApiProperty({ format: 'uuid' })
  branchId: string;

  @ApiProperty({ type: [PartnerHourView] })
  hours: PartnerHourView[];
}

/** How many there are would tell a partner the size of the fleet, and what others have booked. */
export function partnerAvailabilityView({ hours, ...place }: AvailabilityView): PartnerAvailabilityView {
  return { ...place, hours: hours.map(({ from, free }) => ({ from, available: free > 0 })) };
}
