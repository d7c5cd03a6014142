import {
  IsId,
  IsInstant,
  IsListOf,
  IsOneOf,
  IsText,
  IsWhole,
  MayBeAbsent,
  SortedFilter,
} from '@houtai/service-host';
import { ABSENCE_TRANSITIONS } from './absence.transitions';
import { ABSENCE_KINDS, FIRMNESSES, NEEDS, type AbsenceWish } from './absence';

export const ABSENCE_STATUSES = Object.keys(ABSENCE_TRANSITIONS).filter((status) => status !== 'none');

const LONGEST_MINUTES = 90 * 24 * 60;

export class CandidateRequest {
  @MayBeAbsent()
  @IsId({ description: 'Another vehicle that would do as well; that of the path when absent' })
  vehicleId?: string;

  @IsInstant({ description: 'Earliest begin, not in the past', example: '2026-03-04T09:00:00+08:00' })
  from: string;

  @MayBeAbsent()
  @IsInstant({
    description: 'Latest begin of a movable one; `from` when absent',
    example: '2026-03-06T09:00:00+08:00',
  })
  latestFrom?: string;
}

export class RequestAbsenceRequest {
  @IsOneOf(ABSENCE_KINDS, { example: 'maintenance' })
  kind: AbsenceWish['kind'];

  @IsOneOf(NEEDS, {
    description: 'Promises give way to a `must` and are covered again or listed; a `should` yields to them',
  })
  need: AbsenceWish['need'];

  @IsOneOf(FIRMNESSES, { description: 'Whether it may begin anywhere up to `latestFrom`' })
  firmness: AbsenceWish['firmness'];

  @IsWhole(15, LONGEST_MINUTES, { description: 'How long the vehicle is away', example: 240 })
  minutes: number;

  @IsListOf(CandidateRequest, 1, 20, {
    description: 'Vehicles and times of which one is enough, the first preferred',
  })
  candidates: CandidateRequest[];

  @MayBeAbsent()
  @IsText(500, { description: 'For the colleagues; no personal data', example: '4 万公里保养' })
  note?: string;
}

export class AbsenceFilter extends SortedFilter('-id') {
  @MayBeAbsent()
  @IsOneOf(ABSENCE_STATUSES)
  status?: string;
}
