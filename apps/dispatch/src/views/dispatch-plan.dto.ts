import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDayOrInstant, MayBeAbsent, SortedFilter } from '@houtai/service-host';

import type {
  AnswerTimes,
  DispatchPlan,
  Move,
  PlanReason,
  ProposedRelocation,
} from '../re-planning/dispatch-plan';

const PERCENT = { type: 'number', nullable: true, minimum: 0 } as const;
const COUNT = { type: 'integer', nullable: true, minimum: 0 } as const;

class AnswerTimesView implements AnswerTimes {
  @ApiProperty() p50: number;
  @ApiProperty() p95: number;
  @ApiProperty() max: number;
}

class MoveView implements Move {
  @ApiProperty({ format: 'uuid', description: 'The capacity hold' }) itemId: string;
  @ApiProperty({ format: 'uuid' }) reservationId: string;
  @ApiPropertyOptional({ description: 'Absent when it had no vehicle' }) fromClass?: string;
  @ApiProperty() toClass: string;
}

class ProposedRelocationView implements ProposedRelocation {
  @ApiProperty() classCode: string;
  @ApiProperty({ format: 'uuid' }) fromBranchId: string;
  @ApiProperty({ format: 'uuid' }) toBranchId: string;
  @ApiProperty({ format: 'date-time' }) departsAt: string;
  @ApiProperty({ format: 'date-time' }) arrivesAt: string;
}

export class DispatchPlanView implements DispatchPlan {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['due', 'conflict', 'asked'] }) reason: PlanReason;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Account that asked for it' })
  askedBy: string | null;

  @ApiProperty({ format: 'date-time' }) measuredAt: string;
  @ApiProperty({ type: 'integer', description: 'Promises that could have been moved' }) promises: number;
  @ApiProperty({ description: 'There was a plan before the time of the solver was over' }) inTime: boolean;

  @ApiProperty({
    ...PERCENT,
    description: 'By how many per cent the joint plan is worth less than the bound',
  })
  planningGap: number | null;

  @ApiProperty({ ...PERCENT, description: 'The same of the plan in force before the run' })
  operationalGap: number | null;

  @ApiProperty({
    ...PERCENT,
    description:
      'The same of all wishes, with those that were refused and are still ahead; null when there were too many or no time',
  })
  onlineGap: number | null;

  @ApiProperty({
    ...COUNT,
    description:
      'Wishes that were refused and whose pick-up is still ahead; null when too many to be weighed',
  })
  refusedWishes: number | null;

  @ApiProperty({
    ...COUNT,
    description: 'Of these so many fit beside all that the joint plan serves, with its relocations',
  })
  couldBeServed: number | null;

  @ApiProperty({
    type: AnswerTimesView,
    nullable: true,
    description: 'Milliseconds of an answer of the board',
  })
  answerMs: AnswerTimesView | null;

  @ApiProperty({ type: 'number', nullable: true, description: 'Rented time over the attainable one' })
  utilisation: number | null;

  @ApiProperty({ type: [MoveView], description: 'Promises that got another class or a vehicle' })
  moves: readonly MoveView[];

  @ApiProperty({ type: [ProposedRelocationView], description: 'Drives that the joint plan would make' })
  relocations: readonly ProposedRelocationView[];
}

export class DispatchPlanFilter extends SortedFilter('measuredAt') {
  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those made at this time or later' })
  from?: string;

  @MayBeAbsent()
  @IsDayOrInstant({ description: 'Those made before this time' })
  to?: string;
}
