import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsClassCode, IsId, IsWhole, MayBeAbsent } from '@houtai/service-host';
import { SubjectView } from '../subjects/subject.dto';

export class WhatIfFilter {
  @MayBeAbsent()
  @IsId({ description: 'Nothing is picked up or returned there, and what stands there is gone' })
  closedBranchId?: string;

  @MayBeAbsent()
  @IsId({ description: 'This vehicle is gone' })
  missingVehicleId?: string;

  @MayBeAbsent()
  @Type(() => Number)
  @IsWhole(1, 1_000, { description: 'Vehicles more, of `classCode` at `branchId`' })
  addedVehicles?: number;

  @MayBeAbsent()
  @IsClassCode({ description: 'This class alone; all when absent and nothing is added' })
  classCode?: string;

  @MayBeAbsent()
  @IsId({ description: 'Where vehicles are added' })
  branchId?: string;
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
  lostFirst: PromiseView[];

  @ApiProperty({ type: [PromiseView], description: 'The nearest pick-ups of those served, 100 at most' })
  servedFirst: PromiseView[];
}

export class WhatIfView {
  @ApiProperty({ type: [ClassConsequencesView], description: 'Classes for which it changes anything' })
  classes: ClassConsequencesView[];
}
