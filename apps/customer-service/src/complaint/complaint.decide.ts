import { Decider, assertNever } from '@houtai/domain-kit';
import { refuse } from '../customer-service.errors';
import {
  Complaint,
  ComplaintCommand,
  ComplaintEvent,
  Learned,
  ReceivedComplaint,
  evolve,
  initialState,
} from './complaint';
import { STEPS, Step, WAITING_ALLOWED, possibleSteps } from './complaint-steps';

type Of<T extends ComplaintCommand['type']> = Extract<ComplaintCommand, { type: T }>;

export const complaintDecider: Decider<ComplaintCommand, Complaint, ComplaintEvent> = {
  initialState,
  decide,
  evolve,
};

export function decide(command: ComplaintCommand, complaint: Complaint): ComplaintEvent[] {
  if (command.type === 'receive') return receive(command, complaint);
  if (complaint.kind === 'not-received') refuse('complaint-not-received');
  switch (command.type) {
    case 'investigate':
      return advance(command, complaint, { owner: command.owner });
    case 'decide-liability':
      return advance(command, complaint, { liability: command.liability }, command.finding);
    case 'propose-remedy':
      return advance(command, complaint, {}, command.remedy);
    case 'accept':
      return advance(command, complaint, { customerAnswer: 'accepted' });
    case 'escalate':
      return advance(command, complaint, {}, command.reason);
    case 'close':
      return close(command, complaint);
    case 'follow-up':
      return advance(command, complaint, {}, command.result);
    case 'wait-for-customer':
      return waitForCustomer(command, complaint);
    case 'resume':
      return resume(command, complaint);
    default:
      return assertNever(command);
  }
}

function receive({ description, ...command }: Of<'receive'>, complaint: Complaint): ComplaintEvent[] {
  if (complaint.kind === 'received') refuse('complaint-already-received');
  const { type: _, at, by, ...intake } = command;
  return [{ type: 'complaint-received', intake, at, by, text: description }];
}

/** Nothing closes without the customer's answer: either the remedy was accepted, or the refusal is put on record here. */
function close(command: Of<'close'>, complaint: ReceivedComplaint): ComplaintEvent[] {
  const { refusal } = command;
  assertTurn('close', complaint);
  if (complaint.customerAnswer === 'accepted') {
    if (refusal !== undefined) {
      refuse('customer-accepted-already');
    }
    return advance(command, complaint, {});
  }
  if (refusal === undefined) {
    refuse('customer-answer-missing');
  }
  return advance(command, complaint, { customerAnswer: 'refused' }, refusal);
}

function waitForCustomer(command: Of<'wait-for-customer'>, complaint: ReceivedComplaint): ComplaintEvent[] {
  const { at, by, question } = command;
  const { status, clock } = complaint;
  if (clock.kind === 'paused') {
    refuse('complaint-waiting-for-customer', {
      since: clock.since,
    });
  }
  if (!WAITING_ALLOWED.includes(status)) {
    refuse('complaint-step-out-of-turn', { status, step: command.type, possible: possibleSteps(status) });
  }
  return [{ type: 'waiting-began', at, by, text: question }];
}

function resume({ at, by }: Of<'resume'>, { clock }: ReceivedComplaint): ComplaintEvent[] {
  if (clock.kind !== 'paused') refuse('complaint-not-waiting');
  return [{ type: 'waiting-ended', at, by }];
}

function advance(
  { type: step, at, by }: Of<Step>,
  complaint: ReceivedComplaint,
  learned: Learned,
  text?: string,
): ComplaintEvent[] {
  assertTurn(step, complaint);
  const { to } = STEPS[step];
  return [{ type: 'complaint-advanced', step, from: complaint.status, to, learned, at, by, text }];
}

function assertTurn(step: Step, { status, clock }: ReceivedComplaint): void {
  const { from, answersCustomer } = STEPS[step];
  if (!from.includes(status)) {
    refuse('complaint-step-out-of-turn', { status, step, possible: possibleSteps(status) });
  }
  if (clock.kind === 'paused' && !answersCustomer) {
    refuse('complaint-waiting-for-customer', {
      since: clock.since,
    });
  }
}
