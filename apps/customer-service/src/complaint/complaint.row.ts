import { toInstant } from '@houtai/domain-kit';
import {
  Category,
  ComplaintEvent,
  ComplaintStatus,
  Liability,
  ReceivedComplaint,
  Severity,
} from './complaint';
import { SlaClock } from './sla-clock';
import { stepOf } from './complaint-steps';

/** A row of `complaint` as the database gives it. */
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
  version: number;
}

/** A complaint with the number of its last announced event, which is its ETag. */
export interface StoredComplaint {
  complaint: ReceivedComplaint;
  version: number;
}

export function toStored(row: ComplaintRow): StoredComplaint {
  return {
    version: row.version,
    complaint: {
      kind: 'received',
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
    },
  };
}

/** The columns that a command may change, by name. */
export function changingColumns(complaint: ReceivedComplaint, version: number): Record<string, unknown> {
  const { clock } = complaint;
  return {
    status: complaint.status,
    owner: complaint.owner,
    liability: complaint.liability,
    customer_answer: complaint.customerAnswer,
    due_at: clock.kind === 'stopped' ? undefined : clock.dueAt,
    waiting_since: clock.kind === 'paused' ? clock.since : undefined,
    version,
  };
}

/** A line of the history, its text still readable. */
export interface StepLine {
  step: string;
  from?: ComplaintStatus;
  to: ComplaintStatus;
  at: string;
  by: string;
  text?: string;
}

/** @param status of the complaint after the event */
export function lineOf(event: ComplaintEvent, status: ComplaintStatus): StepLine {
  const from = event.type === 'complaint-advanced' ? event.from : undefined;
  return { step: stepOf(event), from, to: status, at: event.at, by: event.by, text: event.text };
}

function toClock({ due_at: dueAt, waiting_since: since }: ComplaintRow): SlaClock {
  if (dueAt === null) return { kind: 'stopped' };
  if (since === null) return { kind: 'running', dueAt: toInstant(dueAt) };
  return { kind: 'paused', dueAt: toInstant(dueAt), since: toInstant(since) };
}
