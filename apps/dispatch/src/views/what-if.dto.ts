import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsClassCode, IsId, IsInstant, IsWhole, MayBeAbsent, sampleId } from '@houtai/service-host';
import { SubjectView } from '../subjects/subject.dto';
import type { WhatIfQuestion } from '../what-ifs/what-if-question';

/** Several changes may be tried at once. */
export class WhatIfFilter implements WhatIfQuestion {
  @MayBeAbsent()
  @IsId({ description: 'Nothing is picked up or returned there from `from` until `until`' })
  closedBranchId?: string;

  @MayBeAbsent()
  @IsId({ description: 'This vehicle may not be driven from `from` until `until`' })
  missingVehicleId?: string;

  @MayBeAbsent()
  @IsInstant({ description: 'When the branch closes and the vehicle leaves; ever since when absent' })
  from?: string;

  @MayBeAbsent()
  @IsInstant({ description: 'When it opens and the vehicle is back; never when absent' })
  until?: string;

  @MayBeAbsent()
  @Type(() => Number)
  @IsWhole(1, 1_000, { description: 'Vehicles more, of `classCode` at `branchId`', example: 2 })
  addedVehicles?: number;

  @MayBeAbsent()
  @IsClassCode({
    description: 'This class alone; all when absent and nothing is added or moved',
    example: 'suv',
  })
  classCode?: string;

  @MayBeAbsent()
  @IsId({ description: 'Where vehicles are added', example: sampleId('branchId') })
  branchId?: string;

  @MayBeAbsent()
  @Type(() => Number)
  @IsWhole(1, 1_000, {
    description:
      'So many of `classCode` that stand at `fromBranchId` at that moment stand at `toBranchId`; no time passes',
  })
  movedVehicles?: number;

  @MayBeAbsent()
  @IsId({ description: 'Where vehicles are moved from' })
  fromBranchId?: string;

  @MayBeAbsent()
  @IsId({ description: 'Where they are moved to' })
  toBranchId?: string;

  @MayBeAbsent()
  @IsInstant({ description: 'When they are moved; now when absent' })
  at?: string;
}

export class PromiseView {
  @ApiProperty({ format: 'uuid' })
  capacityHoldId: string;

  @ApiProperty({ type: SubjectView })
  subject: SubjectView;

  @ApiProperty({ format: 'uuid' })
  pickUpBranchId: string;

  @ApiProperty({ format: 'date-time' })
  from: string;
}

export class ClassConsequencesView {
  @ApiProperty()
  classCode: string;

  @ApiProperty({ type: 'integer', description: 'Promises of the class as the plan stands' })
  promises: number;

  @ApiProperty({ type: 'integer', description: 'Of these would get another vehicle' })
  moved: number;

  @ApiProperty({ type: 'integer', description: 'Had a vehicle, and would have none' })
  lost: number;

  @ApiProperty({ type: 'integer', description: 'Had none, and would have one' })
  served: number;

  @ApiProperty({ type: [PromiseView], description: 'The nearest pick-ups of those lost, 100 at most' })
  lostFirst: readonly PromiseView[];

  @ApiProperty({ type: [PromiseView], description: 'The nearest pick-ups of those served, 100 at most' })
  servedFirst: readonly PromiseView[];

  @ApiProperty({ type: [String], description: 'Vehicles that would be moved: those with least to do' })
  vehiclesMoved: readonly string[];
}

export class WhatIfView {
  @ApiProperty({ type: [ClassConsequencesView], description: 'Classes for which it changes anything' })
  classes: readonly ClassConsequencesView[];
}
