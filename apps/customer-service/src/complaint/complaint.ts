import { Instant, assertNever } from '@houtai/domain-kit';
import type { Step } from './complaint-steps';
import { SlaClock, pauseClock, resumeClock, startClock } from './sla-clock';

export const CATEGORIES = ['vehicle', 'price', 'service', 'deposit', 'violation', 'other'] as const;
export type Category = (typeof CATEGORIES)[number];

export const SEVERITIES = ['low', 'normal', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const COMPLAINT_STATUSES = [
  'received',
  'investigating',
  'liability-decided',
  'remedy-proposed',
  'accepted',
  'escalated',
  'closed',
  'followed-up',
] as const;
export type ComplaintStatus = (typeof COMPLAINT_STATUSES)[number];

export const LIABILITIES = ['company', 'customer', 'third-party', 'shared', 'nobody'] as const;
export type Liability = (typeof LIABILITIES)[number];

export type Complaint = { kind: 'not-received' } | ReceivedComplaint;

/** What decisions need. The texts are personal data: they pass through the events and are sealed by the store. */
export interface ReceivedComplaint {
  kind: 'received';
  id: string;
  customerId: string;
  reservationId?: string;
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
}

/** Every command says when it happened, in business time, and who did it. */
export type ComplaintCommand = { at: Instant; by: string } & (
  | ({ type: 'receive'; description: string } & Intake)
  | { type: 'investigate'; owner: string }
  | { type: 'decide-liability'; liability: Liability; finding: string }
  | { type: 'propose-remedy'; remedy: string }
  | { type: 'accept' }
  | { type: 'escalate'; reason?: string }
  | { type: 'close'; refusal?: string }
  | { type: 'follow-up'; result: string }
  | { type: 'wait-for-customer'; question?: string }
  | { type: 'resume' }
);

export interface Intake {
  id: string;
  customerId: string;
  reservationId?: string;
  category: Category;
  severity: Severity;
}

/** `text` is what people wrote: personal data. */
export type ComplaintEvent = { at: Instant; by: string; text?: string } & (
  | { type: 'complaint-received'; intake: Intake }
  | { type: 'complaint-advanced'; step: Step; from: ComplaintStatus; to: ComplaintStatus; learned: Learned }
  | { type: 'waiting-began' }
  | { type: 'waiting-ended' }
);

/** What a step adds to what is known. */
export type Learned = Partial<Pick<ReceivedComplaint, 'owner' | 'liability' | 'customerAnswer'>>;

export function initialState(): Complaint {
  return { kind: 'not-received' };
}

export function evolve(complaint: Complaint, event: ComplaintEvent): Complaint {
  if (event.type === 'complaint-received') {
    const clock = startClock('received', event.intake.severity, event.at);
    return { ...event.intake, kind: 'received', status: 'received', receivedAt: event.at, clock };
  }
  if (complaint.kind === 'not-received') return complaint;
  switch (event.type) {
    case 'complaint-advanced': {
      const clock = startClock(event.to, complaint.severity, event.at);
      return { ...complaint, ...event.learned, status: event.to, clock };
    }
    case 'waiting-began':
      return { ...complaint, clock: pauseClock(complaint.clock, event.at) };
    case 'waiting-ended':
      return { ...complaint, clock: resumeClock(complaint.clock, event.at) };
    default:
      return assertNever(event);
  }
}
