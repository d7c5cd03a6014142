import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SUBJECT_KINDS } from '@houtai/event-catalogue';
import { ABSENCE_KINDS, FIRMNESSES, NEEDS } from './absence';
import { ABSENCE_TRANSITIONS } from './absence.transitions';
import type { StoredAbsence } from './absence.store';

class CandidateView {
  @ApiProperty({ format: 'uuid' })
  vehicleId: string;

  @ApiProperty({ format: 'date-time' })
  from: string;

  @ApiPropertyOptional({ format: 'date-time' })
  latestFrom?: string;
}

class WindowView {
  @ApiProperty({ format: 'uuid' })
  vehicleId: string;

  @ApiProperty({ format: 'date-time' })
  from: string;

  @ApiProperty({ format: 'date-time', description: 'Exclusive' })
  to: string;
}

class InTheWayView {
  @ApiProperty({ enum: SUBJECT_KINDS })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  id: string;
}

class AbsenceReasonView {
  @ApiProperty({ example: 'promise' })
  rule: string;

  @ApiProperty({
    example:
      'It is promised from 2026-03-04T01:00:00.000Z until 2026-03-05T02:00:00.000Z, and no other is free',
  })
  message: string;

  @ApiPropertyOptional({ type: InTheWayView })
  inTheWay?: InTheWayView;
}

export class AbsenceView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid', description: 'Among whose absences it is listed' })
  vehicleId: string;

  @ApiProperty({ enum: Object.keys(ABSENCE_TRANSITIONS).filter((status) => status !== 'none') })
  status: string;

  @ApiProperty({ enum: ABSENCE_KINDS })
  kind: string;

  @ApiProperty({ enum: NEEDS })
  need: string;

  @ApiProperty({ enum: FIRMNESSES })
  firmness: string;

  @ApiProperty({ type: 'integer' })
  minutes: number;

  @ApiProperty({ type: [CandidateView] })
  candidates: CandidateView[];

  @ApiPropertyOptional()
  note?: string;

  @ApiProperty({ format: 'date-time' })
  requestedAt: string;

  @ApiProperty({ format: 'date-time', description: 'Without an answer by then it is given up' })
  expiresAt: string;

  @ApiPropertyOptional({ type: WindowView, description: 'What dispatch holds, or held' })
  window?: WindowView;

  @ApiPropertyOptional({ type: [AbsenceReasonView], description: 'Why it was refused' })
  reasons?: AbsenceReasonView[];

  @ApiPropertyOptional({ type: [WindowView], description: 'When it could be, where it was refused' })
  alternatives?: WindowView[];

  @ApiPropertyOptional({ format: 'date-time', description: 'Given up, withdrawn, or since when it is back' })
  endedAt?: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export function absenceView({ state, version }: StoredAbsence): AbsenceView {
  const { candidates, ...absence } = state;
  return { ...absence, candidates: [...candidates], version };
}
