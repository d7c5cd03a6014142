import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsClassCode, IsDayOrInstant, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import { SubjectView } from '../subjects/subject.dto';

export class SpanView {
  @ApiPropertyOptional({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Absent: since ever',
  })
  from: string | null;

  @ApiPropertyOptional({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Exclusive; absent: open',
  })
  to: string | null;
}

export class PlannedUseView {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    description: 'Two where a change on the same vehicle is open',
  })
  capacityHoldIds: string[];

  @ApiProperty({
    type: SubjectView,
    description: 'A transfer with the id of a hold: the drive to its pick-up',
  })
  subject: SubjectView;

  @ApiProperty({
    enum: ['planned', 'pinned', 'bound', 'in-use'],
    description: 'What is planned may go to another vehicle',
  })
  status: string;

  @ApiProperty({ description: 'Class promised; that of the vehicle may be above it' })
  classCode: string;

  @ApiProperty({ format: 'uuid' })
  pickUpBranchId: string;

  @ApiPropertyOptional({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Absent while it is open',
  })
  returnBranchId: string | null;

  @ApiProperty({ format: 'date-time' })
  from: string;

  @ApiProperty({ format: 'date-time', description: 'Planned return' })
  due: string;

  @ApiProperty({ format: 'date-time', description: 'Exclusive: with the turnaround' })
  until: string;

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    description: 'Why it cannot be served as things stand',
  })
  conflict: string | null;
}

export class VehicleTimelineView {
  @ApiProperty({ format: 'uuid' })
  vehicleId: string;

  @ApiProperty()
  classCode: string;

  @ApiProperty({ format: 'uuid', description: 'Where it stands, or stood before the use under way' })
  branchId: string;

  @ApiProperty({ format: 'date-time', description: 'Ready from here on' })
  readyFrom: string;

  @ApiProperty({ description: 'It came back and was not inspected yet' })
  awaitsCheckIn: boolean;

  @ApiProperty({ description: 'False for one that was withdrawn, or that nobody has registered yet' })
  inFleet: boolean;

  @ApiProperty({ type: [SpanView], description: 'While all required papers are valid' })
  fit: SpanView[];

  @ApiPropertyOptional({ type: SpanView, nullable: true })
  grounded: SpanView | null;

  @ApiProperty({ type: [PlannedUseView], description: 'By start' })
  uses: PlannedUseView[];
}

export class BranchMovementView {
  @ApiProperty({ format: 'date-time', description: 'Pick-up as promised, or ready again after the return' })
  at: string;

  @ApiProperty({
    enum: ['pick-up', 'return', 'relocation-out', 'relocation-in'],
    description: 'A relocation brings the vehicle to the pick-up of the same promise',
  })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  capacityHoldId: string;

  @ApiProperty({ type: SubjectView })
  subject: SubjectView;

  @ApiProperty({ enum: ['held', 'proposed', 'firm', 'in-use'] })
  status: string;

  @ApiProperty()
  classCode: string;

  @ApiPropertyOptional({ type: 'string', format: 'uuid', nullable: true })
  vehicleId: string | null;

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    description: 'Why it cannot be served as things stand',
  })
  conflict: string | null;
}

export class BranchTimelineFilter extends SortedFilter('at') {
  @IsDayOrInstant()
  from: string;

  @IsDayOrInstant({ description: 'Exclusive' })
  to: string;

  @MayBeAbsent()
  @IsClassCode()
  classCode?: string;
}
