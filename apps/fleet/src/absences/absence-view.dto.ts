import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SUBJECT_KINDS, toldReason } from '@houtai/event-catalogue';
import { readerLanguage } from '@houtai/service-host';
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
      'It is promised from Mar 4, 2026, 09:00 GMT+8 until Mar 5, 2026, 10:00 GMT+8, and no other vehicle is free',
    description: 'In the language of `Accept-Language`',
  })
  message: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    description: 'What the message tells, for programs',
  })
  facts?: Readonly<Record<string, string | number>>;

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
  const reasons = 'reasons' in absence && {
    reasons: absence.reasons.map((reason) => toldReason(reason, readerLanguage())),
  };
  return { ...absence, ...reasons, candidates: [...candidates], version };
}
