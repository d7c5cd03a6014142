import { column, type Fields, type Instant, type RowOf } from '@houtai/domain-kit';
import { sealedText } from '../personal-text';
import type { ReceivedComplaint } from './complaint';
import type { Category, ComplaintStatus, Liability, Severity } from './complaint-terms';
import type { SlaClock } from './sla-clock';

/** Columns of `complaint`. */
export const COLUMNS = {
  fixed: {
    id: column<string>(),
    customer_id: column<string>(),
    reservation_id: column<string | null>(),
    branch_id: column<string | null>(),
    category: column<Category>(),
    severity: column<Severity>(),
    description_sealed: column<string>(),
    received_at: column<Date>(),
  },
  changing: {
    status: column<ComplaintStatus>(),
    owner: column<string | null>(),
    liability: column<Liability | null>(),
    customer_answer: column<'accepted' | 'refused' | null>(),
    due_at: column<Date | null>(),
    waiting_since: column<Date | null>(),
  },
};

/** A row of `complaint` with the length of its history. */
export type ComplaintRow = RowOf<typeof COLUMNS> & { steps: number };

export function toComplaint(row: Fields<ComplaintRow>): ReceivedComplaint {
  const { descriptionSealed: sealed, dueAt, waitingSince, ...complaint } = row;
  return { ...complaint, description: { sealed }, clock: toClock(dueAt, waitingSince) };
}

export function toComplaintRow(
  complaint: ReceivedComplaint,
  seal: (plain: string) => string,
): Fields<ComplaintRow> {
  const { clock, description } = complaint;
  return {
    ...complaint,
    descriptionSealed: sealedText(description, seal),
    dueAt: clock.kind === 'stopped' ? undefined : clock.dueAt,
    waitingSince: clock.kind === 'paused' ? clock.since : undefined,
  };
}

function toClock(dueAt: Instant | undefined, since: Instant | undefined): SlaClock {
  if (dueAt === undefined) return { kind: 'stopped' };
  return since === undefined ? { kind: 'running', dueAt } : { kind: 'paused', dueAt, since };
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
