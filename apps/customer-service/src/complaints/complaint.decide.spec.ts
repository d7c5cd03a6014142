import fc from 'fast-check';
import { DomainError, fold } from '@houtai/domain-kit';
import { at, scenariosOf, testId } from '@houtai/testing';
import { Complaint, ComplaintCommand, ComplaintEvent } from './complaint';
import { COMPLAINT_STATUSES, ComplaintStatus } from './complaint-terms';
import { complaint } from './complaint.aggregate';
import { STEPS, possibleSteps } from './complaint-steps';

const when = { at: at('10:00'), by: 'agent-1' };
const intake = { id: testId(1), customerId: testId(2), category: 'vehicle', severity: 'normal' } as const;
const receive = { type: 'ReceiveComplaint', ...intake, description: '空调坏了', ...when } as const;
const received: ComplaintEvent = { type: 'ComplaintReceived', intake, text: '空调坏了', ...when };

const commands = {
  investigate: { type: 'Investigate', owner: 'agent-2', ...when },
  'decide-liability': { type: 'DecideLiability', liability: 'company', finding: '压缩机故障', ...when },
  'propose-remedy': { type: 'ProposeRemedy', remedy: '退一日租金', ...when },
  accept: { type: 'AcceptRemedy', ...when },
  escalate: { type: 'Escalate', reason: '客户要求经理处理', ...when },
  close: { type: 'CloseComplaint', ...when },
  'follow-up': { type: 'FollowUp', result: '满意', ...when },
  'wait-for-customer': { type: 'WaitForCustomer', question: '何时发现？', ...when },
  resume: { type: 'Resume', ...when },
} as const satisfies Record<string, ComplaintCommand>;
const refusal = { ...commands.close, refusal: '客户不接受任何方案' };

/** The shortest way to a status. */
const wayTo: Record<ComplaintStatus, readonly ComplaintCommand[]> = {
  received: [],
  investigating: [commands.investigate],
  'liability-decided': [commands.investigate, commands['decide-liability']],
  'remedy-proposed': [commands.investigate, commands['decide-liability'], commands['propose-remedy']],
  accepted: [commands.investigate, commands['decide-liability'], commands['propose-remedy'], commands.accept],
  escalated: [
    commands.investigate,
    commands['decide-liability'],
    commands['propose-remedy'],
    commands.escalate,
  ],
  closed: [
    commands.investigate,
    commands['decide-liability'],
    commands['propose-remedy'],
    commands.accept,
    commands.close,
  ],
  'followed-up': [
    ...[commands.investigate, commands['decide-liability'], commands['propose-remedy']],
    ...[commands.accept, commands.close, commands['follow-up']],
  ],
};

const handle = (state: Complaint, command: ComplaintCommand) =>
  fold(complaint, state, complaint.decide(command, state));
const complaintThatIs = (status: ComplaintStatus, ...more: ComplaintCommand[]): Complaint =>
  [receive, ...wayTo[status], ...more].reduce(handle, complaint.initialState());

const { givenEvents, givenState } = scenariosOf(complaint);

describe('a complaint', () => {
  it('is received once, and its clock starts', () => {
    givenEvents().when(receive).thenEvents(received);
    givenEvents()
      .when(receive)
      .thenState({ status: 'received', clock: { kind: 'running', dueAt: at('10:00', 2) } });
    givenEvents(received).when(receive).thenError('complaint-already-received');
    givenEvents().when(commands.investigate).thenError('complaint-not-received');
  });

  it.each(COMPLAINT_STATUSES)('can reach the status %s', (status) => {
    expect(complaintThatIs(status)).toMatchObject({ status });
  });

  const pairs = COMPLAINT_STATUSES.flatMap((status) =>
    (Object.keys(STEPS) as (keyof typeof STEPS)[]).map((step) => [status, step] as const),
  );
  it.each(pairs.filter(([status, step]) => !STEPS[step].from.includes(status)))(
    'that is %s refuses to %s and says what is possible',
    (status, step) => {
      givenState(complaintThatIs(status))
        .when(commands[step])
        .thenError('complaint-step-out-of-turn', { status, possible: possibleSteps(status) });
    },
  );

  it('remembers what its steps found out', () => {
    expect(complaintThatIs('accepted')).toMatchObject({
      owner: 'agent-2',
      liability: 'company',
      customerAnswer: 'accepted',
    });
  });
});

describe('nothing closes without the customer’s answer', () => {
  it('after an acceptance it closes, and no refusal can be recorded any more', () => {
    givenState(complaintThatIs('accepted')).when(commands.close).thenState({ status: 'closed' });
    givenState(complaintThatIs('accepted')).when(refusal).thenError('customer-accepted-already');
  });

  it('after an escalation it closes only with a recorded refusal', () => {
    givenState(complaintThatIs('escalated')).when(commands.close).thenError('customer-answer-missing');
    givenState(complaintThatIs('escalated'))
      .when(refusal)
      .thenState({ status: 'closed', customerAnswer: 'refused' });
  });

  it('after an escalation another remedy can be proposed and accepted', () => {
    expect(
      complaintThatIs('escalated', commands['propose-remedy'], commands.accept, commands.close),
    ).toMatchObject({
      status: 'closed',
      customerAnswer: 'accepted',
    });
  });

  it('whatever is tried in whatever order: a closed complaint has an answer', () => {
    const anything = fc.constantFrom<ComplaintCommand>(...Object.values(commands), refusal);
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 60 }), (tried) => {
        let state = complaintThatIs('received');
        for (const command of tried) {
          try {
            state = handle(state, command);
          } catch (error) {
            expect(error).toBeInstanceOf(DomainError);
          }
          if (state.status === 'closed' || state.status === 'followed-up') {
            expect(state.customerAnswer).toBeDefined();
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('while the customer is asked', () => {
  const asked = complaintThatIs('remedy-proposed', { ...commands['wait-for-customer'], at: at('11:00') });

  it('the clock stands still and goes on where it stopped', () => {
    givenState(asked)
      .when({ ...commands.resume, at: at('11:00', 5) })
      .thenState({ clock: { kind: 'running', dueAt: at('10:00', 8) } });
  });

  it('colleagues wait, too', () => {
    givenState(complaintThatIs('investigating', commands['wait-for-customer']))
      .when(commands['decide-liability'])
      .thenError('complaint-waiting-for-customer', { since: when.at });
    givenState(asked).when(commands['wait-for-customer']).thenError('complaint-waiting-for-customer');
  });

  it('the customer’s answer ends the wait by itself', () => {
    givenState(asked)
      .when({ ...commands.accept, at: at('12:00') })
      .thenState({ status: 'accepted', clock: { kind: 'running', dueAt: at('12:00', 2) } });
  });

  it.each(['received', 'accepted', 'closed', 'followed-up'] as const)(
    'is not a matter of one that is %s',
    (status) => {
      givenState(complaintThatIs(status))
        .when(commands['wait-for-customer'])
        .thenError('complaint-step-out-of-turn');
      givenState(complaintThatIs(status)).when(commands.resume).thenError('complaint-not-waiting');
    },
  );
});
