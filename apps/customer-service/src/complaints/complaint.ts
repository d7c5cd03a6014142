import { Instant, assertNever } from '@houtai/domain-kit';
import type { PersonalText } from '../personal-text';
import type { Step } from './complaint-steps';
import type { Category, ComplaintStatus, Liability, Severity } from './complaint-terms';
import { SlaClock, pauseClock, resumeClock, startClock } from './sla-clock';

export type Complaint = { status: 'none' } | ReceivedComplaint;

/** What decisions need. The texts of the steps are personal data: they pass through the events to the history. */
export interface ReceivedComplaint {
  id: string;
  customerId: string;
  reservationId?: string;
  /** It is about. */
  branchId?: string;
  category: Category;
  severity: Severity;
  receivedAt: Instant;
  status: ComplaintStatus;
  clock: SlaClock;
  /** Colleague who answers for it. */
  owner?: string;
  liability?: Liability;
  /** The customer's answer to the remedy; a complaint that is closed has one. */
  customerAnswer?: 'accepted' | 'refused';
  description: PersonalText;
  /** How many steps its history has. */
  steps: number;
}

/** Every command says when it happened, in business time, and who did it. */
export type ComplaintCommand = { at: Instant; by: string } & (
  | ({ type: 'ReceiveComplaint'; description: string } & Intake)
  | { type: 'Investigate'; owner: string }
  | { type: 'DecideLiability'; liability: Liability; finding: string }
  | { type: 'ProposeRemedy'; remedy: string }
  | { type: 'AcceptRemedy' }
  | { type: 'Escalate'; reason?: string }
  | { type: 'CloseComplaint'; refusal?: string }
  | { type: 'FollowUp'; result: string }
  | { type: 'WaitForCustomer'; question?: string }
  | { type: 'Resume' }
);

export interface Intake {
  id: string;
  customerId: string;
  reservationId?: string;
  branchId?: string;
  category: Category;
  severity: Severity;
}

/** `text` is what people wrote: personal data. */
export type ComplaintEvent = { at: Instant; by: string; text?: string } & (
  | { type: 'ComplaintReceived'; intake: Intake; text: string }
  | { type: 'ComplaintAdvanced'; step: Step; from: ComplaintStatus; to: ComplaintStatus; learned: Learned }
  | { type: 'WaitingBegan' }
  | { type: 'WaitingEnded' }
);

/** What a step adds to what is known. */
export type Learned = Partial<Pick<ReceivedComplaint, 'owner' | 'liability' | 'customerAnswer'>>;

export function evolveComplaint(before: Complaint, event: ComplaintEvent): Complaint {
  if (event.type === 'ComplaintReceived') {
    const { intake, text, at: receivedAt } = event;
    const clock = startClock('received', intake.severity, receivedAt);
    return { ...intake, status: 'received', receivedAt, clock, description: { plain: text }, steps: 1 };
  }
  if (before.status === 'none') return before;
  const complaint = { ...before, steps: before.steps + 1 };
  switch (event.type) {
    case 'ComplaintAdvanced': {
      const clock = startClock(event.to, complaint.severity, event.at);
      return { ...complaint, ...event.learned, status: event.to, clock };
    }
    case 'WaitingBegan':
      return { ...complaint, clock: pauseClock(complaint.clock, event.at) };
    case 'WaitingEnded':
      return { ...complaint, clock: resumeClock(complaint.clock, event.at) };
    default:
      return assertNever(event);
  }
}
