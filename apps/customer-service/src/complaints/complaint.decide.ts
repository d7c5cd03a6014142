import { assertNever } from '@houtai/domain-kit';
import { refuse } from '../customer-service.errors';
import { Complaint, ComplaintCommand, ComplaintEvent, Learned, ReceivedComplaint } from './complaint';
import { STEPS, Step, WAITING_ALLOWED, possibleSteps } from './complaint-steps';

type Of<T extends ComplaintCommand['type']> = Extract<ComplaintCommand, { type: T }>;

export function decideComplaint(command: ComplaintCommand, complaint: Complaint): ComplaintEvent[] {
  if (command.type === 'ReceiveComplaint') return receive(command, complaint);
  if (complaint.status === 'none') refuse('complaint-not-received');
  switch (command.type) {
    case 'Investigate':
      return advance('investigate', command, complaint, { owner: command.owner });
    case 'DecideLiability':
      return advance('decide-liability', command, complaint, {
        liability: command.liability,
        text: command.finding,
      });
    case 'ProposeRemedy':
      return advance('propose-remedy', command, complaint, { text: command.remedy });
    case 'AcceptRemedy':
      return advance('accept', command, complaint, { customerAnswer: 'accepted' });
    case 'Escalate':
      return advance('escalate', command, complaint, { text: command.reason });
    case 'CloseComplaint':
      return close(command, complaint);
    case 'FollowUp':
      return advance('follow-up', command, complaint, { text: command.result });
    case 'WaitForCustomer':
      return waitForCustomer(command, complaint);
    case 'Resume':
      return resume(command, complaint);
    default:
      return assertNever(command);
  }
}

function receive(
  { description, ...command }: Of<'ReceiveComplaint'>,
  complaint: Complaint,
): ComplaintEvent[] {
  if (complaint.status !== 'none') refuse('complaint-already-received');
  const { type: _, at, by, ...intake } = command;
  return [{ type: 'ComplaintReceived', intake, at, by, text: description }];
}

/** Nothing closes without the customer's answer: either the remedy was accepted, or the refusal is put on record here. */
function close(command: Of<'CloseComplaint'>, complaint: ReceivedComplaint): ComplaintEvent[] {
  const { refusal } = command;
  assertTurn('close', complaint);
  if (complaint.customerAnswer === 'accepted') {
    if (refusal !== undefined) refuse('customer-accepted-already');
    return advance('close', command, complaint);
  }
  if (refusal === undefined) refuse('customer-answer-missing');
  return advance('close', command, complaint, { customerAnswer: 'refused', text: refusal });
}

function waitForCustomer(command: Of<'WaitForCustomer'>, complaint: ReceivedComplaint): ComplaintEvent[] {
  const { at, by, question } = command;
  const { status, clock } = complaint;
  if (clock.kind === 'paused') refuse('complaint-waiting-for-customer', { since: clock.since });
  if (!WAITING_ALLOWED.includes(status)) {
    refuse('complaint-step-out-of-turn', {
      status,
      step: 'wait-for-customer',
      possible: possibleSteps(status),
    });
  }
  return [{ type: 'WaitingBegan', at, by, text: question }];
}

function resume({ at, by }: Of<'Resume'>, { clock }: ReceivedComplaint): ComplaintEvent[] {
  if (clock.kind !== 'paused') refuse('complaint-not-waiting');
  return [{ type: 'WaitingEnded', at, by }];
}

function advance(
  step: Step,
  { at, by }: ComplaintCommand,
  complaint: ReceivedComplaint,
  { text, ...learned }: Learned & { text?: string } = {},
): ComplaintEvent[] {
  assertTurn(step, complaint);
  const { to } = STEPS[step];
  return [{ type: 'ComplaintAdvanced', step, from: complaint.status, to, learned, at, by, text }];
}

function assertTurn(step: Step, { status, clock }: ReceivedComplaint): void {
  const { from, answersCustomer } = STEPS[step];
  if (!from.includes(status)) {
    refuse('complaint-step-out-of-turn', { status, step, possible: possibleSteps(status) });
  }
  if (clock.kind === 'paused' && !answersCustomer) {
    refuse('complaint-waiting-for-customer', { since: clock.since });
  }
}
