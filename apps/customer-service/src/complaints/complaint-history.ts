import { assertNever } from '@houtai/domain-kit';
import { evolveComplaint, type Complaint, type ComplaintEvent, type ReceivedComplaint } from './complaint';
import type { StepRow } from './complaint.row';
import type { Step } from './complaint-steps';

/** A line of the history, its text still readable. */
export type StepLine = Omit<StepRow, 'text_sealed'> & { text?: string };

/** One line for each event. The description is kept with the complaint; the lines have the texts of the steps after it. */
export function historyOf(before: Complaint, events: readonly ComplaintEvent[]): StepLine[] {
  let complaint = before;
  return events.map((event) => {
    complaint = evolveComplaint(complaint, event);
    if (complaint.status === 'none') throw new Error('A step is taken about a complaint');
    return lineOf(event, complaint);
  });
}

function lineOf(event: ComplaintEvent, after: ReceivedComplaint): StepLine {
  return {
    complaint_id: after.id,
    position: after.steps,
    step: stepOf(event),
    from_status: event.type === 'ComplaintAdvanced' ? event.from : undefined,
    to_status: after.status,
    taken_at: event.at,
    taken_by: event.by,
    text: event.type === 'ComplaintReceived' ? undefined : event.text,
  };
}

/** The verb by which the history names an event. */
export function stepOf(event: ComplaintEvent): Step | 'receive' | 'wait-for-customer' | 'resume' {
  switch (event.type) {
    case 'ComplaintReceived':
      return 'receive';
    case 'ComplaintAdvanced':
      return event.step;
    case 'WaitingBegan':
      return 'wait-for-customer';
    case 'WaitingEnded':
      return 'resume';
    default:
      return assertNever(event);
  }
}
