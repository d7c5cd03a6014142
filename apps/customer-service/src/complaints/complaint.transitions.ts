import type { TransitionTable } from '@houtai/domain-kit';
import { COMPLAINT_STATUSES, type ComplaintStatus } from './complaint-terms';
import { STEPS, WAITING_ALLOWED, possibleSteps } from './complaint-steps';

/** The steps by the status they start from. Waiting for the customer stops the clock and leaves the status. */
export const COMPLAINT_TRANSITIONS: TransitionTable = {
  none: { receive: 'received' },
  ...Object.fromEntries(COMPLAINT_STATUSES.map((status) => [status, stepsFrom(status)])),
};

function stepsFrom(status: ComplaintStatus): Record<string, string> {
  const moves = Object.fromEntries(possibleSteps(status).map((step) => [step, STEPS[step].to]));
  return WAITING_ALLOWED.includes(status) ? { ...moves, 'wait-for-customer': status, resume: status } : moves;
}
