import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Instant } from '@houtai/domain-kit';
import { CATEGORIES, COMPLAINT_STATUSES, LIABILITIES, SEVERITIES } from './complaint-terms';
import type { StoredComplaint } from './complaint.store';
import { possibleSteps } from './complaint-steps';
import { isOverdue } from './sla-clock';

export class ComplaintStepView {
  @ApiProperty({ example: 'investigate' }) step: string;
  @ApiPropertyOptional({ enum: COMPLAINT_STATUSES }) from?: string;
  @ApiProperty({ enum: COMPLAINT_STATUSES }) to: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-04T05:00:00.000Z' }) at: string;
  @ApiProperty({ description: 'Account of the colleague' }) by: string;
  @ApiPropertyOptional({ description: 'Only for those who handle complaints' }) text?: string;
}

export class ComplaintView {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid' }) customerId: string;
  @ApiPropertyOptional({ format: 'uuid' }) reservationId?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Branch it is about' }) branchId?: string;
  @ApiProperty({ enum: CATEGORIES }) category: string;
  @ApiProperty({ enum: SEVERITIES }) severity: string;
  @ApiProperty({ enum: COMPLAINT_STATUSES }) status: string;

  @ApiProperty({ type: [String], description: 'Steps whose turn it is', example: ['investigate'] })
  nextSteps: string[];

  @ApiPropertyOptional({ example: 'li.na' }) owner?: string;
  @ApiPropertyOptional({ enum: LIABILITIES }) liability?: string;
  @ApiPropertyOptional({ enum: ['accepted', 'refused'] }) customerAnswer?: string;
  @ApiProperty({ format: 'date-time', example: '2026-03-04T03:00:00.000Z' }) receivedAt: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Next step due; while the customer is asked, as it was when the clock stopped',
  })
  dueAt?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'The customer is asked since; the clock stands still',
  })
  waitingSince?: string;

  @ApiProperty({ description: 'The next step is late' }) overdue: boolean;

  @ApiPropertyOptional({
    description: 'Only on a single complaint, and only for those who handle complaints',
  })
  description?: string;

  @ApiPropertyOptional({ type: [ComplaintStepView], description: 'Only on a single complaint' })
  history?: ComplaintStepView[];

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 2 }) version: number;
}

/** A complaint without what people wrote. */
export function viewOf({ state: complaint, version }: StoredComplaint, now: Instant): ComplaintView {
  const { clock, description: _, steps: _steps, ...shown } = complaint;
  return {
    ...shown,
    nextSteps: possibleSteps(complaint.status),
    dueAt: clock.kind === 'stopped' ? undefined : clock.dueAt,
    waitingSince: clock.kind === 'paused' ? clock.since : undefined,
    overdue: isOverdue(clock, now),
    version,
  };
}
