import type { ComplaintStatus } from './complaint-terms';

/** The steps that move a complaint on, each named as its verb. */
export type Step =
  'investigate' | 'decide-liability' | 'propose-remedy' | 'accept' | 'escalate' | 'close' | 'follow-up';

interface Turn {
  from: readonly ComplaintStatus[];
  to: ComplaintStatus;
  /** It is, or reports, the customer's answer: it may be taken while that is awaited. */
  answersCustomer?: true;
}

/** Who may follow whom (domain rules, "Complaint"). After an escalation another remedy may be proposed. */
export const STEPS: Readonly<Record<Step, Turn>> = {
  investigate: { from: ['received'], to: 'investigating' },
  'decide-liability': { from: ['investigating'], to: 'liability-decided' },
  'propose-remedy': { from: ['liability-decided', 'escalated'], to: 'remedy-proposed' },
  accept: { from: ['remedy-proposed', 'escalated'], to: 'accepted', answersCustomer: true },
  escalate: { from: ['remedy-proposed'], to: 'escalated', answersCustomer: true },
  close: { from: ['accepted', 'escalated'], to: 'closed', answersCustomer: true },
  'follow-up': { from: ['closed'], to: 'followed-up' },
};

/** The customer can be asked from the moment somebody investigates until the remedy is answered. */
export const WAITING_ALLOWED: readonly ComplaintStatus[] = [
  'investigating',
  'liability-decided',
  'remedy-proposed',
  'escalated',
];

export function possibleSteps(status: ComplaintStatus): Step[] {
  return (Object.keys(STEPS) as Step[]).filter((step) => STEPS[step].from.includes(status));
}
