import { ApiProperty } from '@nestjs/swagger';
import { IsDayOrInstant, IsOneOf, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import type { LeftOutReason, RemainingReason, ToDoInFleet } from '../what-ifs/kept-what-if';
import { ClassConsequencesView, PromiseView, WhatIfFilter } from './what-if.dto';

const STATUSES = ['open', 'committed', 'discarded', 'expired'];

export class KeptWhatIfFilter extends SortedFilter('askedAt') {
  @MayBeAbsent()
  @IsOneOf(STATUSES)
  status?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Asked at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Asked before this time' })
  to?: string;
}

class PromiseMoveView extends PromiseView {
  @ApiProperty({ description: 'Of the vehicle' }) classCode: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) fromVehicleId: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null for one of the vehicles that there are not yet',
  })
  toVehicleId: string | null;
}

class LeftOutView extends PromiseMoveView {
  @ApiProperty({ enum: ['ended', 'under-way', 'moved-meanwhile', 'no-vehicle', 'stays'] })
  reason: LeftOutReason;
}

class RemainingView extends PromiseView {
  @ApiProperty({ enum: ['under-way', 'own-use', 'branch-closed', 'bound', 'pinned', 'no-other-vehicle'] })
  reason: RemainingReason;
}

class ToDoInFleetView implements ToDoInFleet {
  @ApiProperty({ enum: ['close-branch', 'take-vehicle-out', 'move-vehicles'] }) kind: ToDoInFleet['kind'];

  @ApiProperty({ type: [String], description: 'The branch; where vehicles are moved from and to' })
  branchIds: readonly string[];

  @ApiProperty({ type: [String] }) vehicleIds: readonly string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) from: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) until: string | null;
}

class OutcomeView {
  @ApiProperty({ type: [PromiseMoveView], description: 'Made' })
  moves: readonly PromiseMoveView[];

  @ApiProperty({ type: [LeftOutView], description: 'Thought of when it was asked, and not made' })
  leftOut: readonly LeftOutView[];

  @ApiProperty({
    type: [RemainingView],
    description: 'Promises that the change hits and that were not moved',
  })
  remaining: readonly RemainingView[];

  @ApiProperty({
    type: [ToDoInFleetView],
    description: 'The change itself, which is still to be made in fleet',
  })
  toDoInFleet: readonly ToDoInFleetView[];

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'So long the vehicles to do are promised to nobody, if fleet does not act before; null when there are none',
  })
  keptFreeUntil: string | null;
}

export class WhatIfSummaryView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: STATUSES }) status: string;
  @ApiProperty({ description: 'Account that asked' }) askedBy: string;
  @ApiProperty({ format: 'date-time' }) askedAt: string;

  @ApiProperty({ format: 'date-time', description: 'Afterwards it has expired' })
  commitBefore: string;

  @ApiProperty({ type: WhatIfFilter }) question: WhatIfFilter;
  @ApiProperty({ type: String, nullable: true, description: 'Account that committed or discarded it' })
  decidedBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt: string | null;
}

export class KeptWhatIfView extends WhatIfSummaryView {
  @ApiProperty({ type: [ClassConsequencesView], description: 'Classes for which it changes anything' })
  classes: readonly ClassConsequencesView[];

  @ApiProperty({ type: [PromiseMoveView], description: 'Promises that would get another vehicle' })
  moves: readonly PromiseMoveView[];

  @ApiProperty({ type: OutcomeView, nullable: true, description: 'What the commit did; null before' })
  outcome: OutcomeView | null;
}
