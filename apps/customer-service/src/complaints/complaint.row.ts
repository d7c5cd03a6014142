import { toInstant, type Instant } from '@houtai/domain-kit';
import { sealedText } from '../personal-text';
import type { ReceivedComplaint } from './complaint';
import type { Category, ComplaintStatus, Liability, Severity } from './complaint-terms';
import type { SlaClock } from './sla-clock';

/** A row of `complaint` with the length of its history. */
export interface ComplaintRow {
  id: string;
  customer_id: string;
  reservation_id: string | null;
  category: Category;
  severity: Severity;
  status: ComplaintStatus;
  owner: string | null;
  liability: Liability | null;
  customer_answer: 'accepted' | 'refused' | null;
  description_sealed: string;
  received_at: Date;
  due_at: Date | null;
  waiting_since: Date | null;
  steps: number;
}

export const FIXED_COLUMNS = [
  'customer_id',
  'reservation_id',
  'category',
  'severity',
  'description_sealed',
  'received_at',
] as const satisfies readonly (keyof ComplaintRow)[];

export const CHANGING_COLUMNS = [
  'status',
  'owner',
  'liability',
  'customer_answer',
  'due_at',
  'waiting_since',
] as const satisfies readonly (keyof ComplaintRow)[];

export function toComplaint(row: ComplaintRow): ReceivedComplaint {
  return {
    id: row.id,
    customerId: row.customer_id,
    reservationId: row.reservation_id ?? undefined,
    category: row.category,
    severity: row.severity,
    receivedAt: toInstant(row.received_at),
    status: row.status,
    clock: toClock(row),
    owner: row.owner ?? undefined,
    liability: row.liability ?? undefined,
    customerAnswer: row.customer_answer ?? undefined,
    description: { sealed: row.description_sealed },
    steps: row.steps,
  };
}

export function toComplaintRow(
  complaint: ReceivedComplaint,
  seal: (plain: string) => string,
): Record<keyof Omit<ComplaintRow, 'steps'>, string | undefined> {
  const { id, category, severity, status, clock } = complaint;
  return {
    ...{ id, category, severity, status },
    customer_id: complaint.customerId,
    reservation_id: complaint.reservationId,
    owner: complaint.owner,
    liability: complaint.liability,
    customer_answer: complaint.customerAnswer,
    description_sealed: sealedText(complaint.description, seal),
    received_at: complaint.receivedAt,
    due_at: clock.kind === 'stopped' ? undefined : clock.dueAt,
    waiting_since: clock.kind === 'paused' ? clock.since : undefined,
  };
}

function toClock({ due_at: dueAt, waiting_since: since }: ComplaintRow): SlaClock {
  if (dueAt === null) return { kind: 'stopped' };
  if (since === null) return { kind: 'running', dueAt: toInstant(dueAt) };
  return { kind: 'paused', dueAt: toInstant(dueAt), since: toInstant(since) };
}

/** A row of `complaint_step`. */
export interface StepRow<Time = Instant> {
  complaint_id: string;
  position: number;
  step: string;
  from_status?: ComplaintStatus | null;
  to_status: ComplaintStatus;
  taken_at: Time;
  taken_by: string;
  text_sealed?: string | null;
}
