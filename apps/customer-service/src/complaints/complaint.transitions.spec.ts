import { transitionsOf, type Decider } from '@houtai/domain-kit';
import { at, inOrder, reachedStatuses, testId, walkedTransitions } from '@houtai/testing';
import { type Complaint, type ComplaintCommand, type ComplaintEvent } from './complaint';
import { COMPLAINT_STATUSES } from './complaint-terms';
import { complaint } from './complaint.aggregate';
import { stepOf } from './complaint-history';
import { COMPLAINT_TRANSITIONS } from './complaint.transitions';

const arrows = transitionsOf(COMPLAINT_TRANSITIONS);
const when = { at: at('10:00'), by: 'agent-1' };
const intake = { id: testId(1), customerId: testId(2), category: 'vehicle', severity: 'normal' } as const;
const commands: ComplaintCommand[] = [
  { type: 'ReceiveComplaint', ...intake, description: '空调坏了', ...when },
  { type: 'Investigate', owner: 'agent-2', ...when },
  { type: 'DecideLiability', liability: 'company', finding: '压缩机故障', ...when },
  { type: 'ProposeRemedy', remedy: '退一日租金', ...when },
  { type: 'AcceptRemedy', ...when },
  { type: 'Escalate', reason: '客户要求经理处理', ...when },
  { type: 'CloseComplaint', ...when },
  { type: 'CloseComplaint', refusal: '客户不接受任何方案', ...when },
  { type: 'FollowUp', result: '满意', ...when },
  { type: 'WaitForCustomer', question: '何时发现？', ...when },
  { type: 'Resume', ...when },
];

/** As the walk needs it: events named as their steps, and no count of them, which would never come round. */
const walker: Decider<ComplaintCommand, Complaint, { type: string; event: ComplaintEvent }> = {
  initialState: complaint.initialState,
  decide: (command, state) =>
    complaint.decide(command, state).map((event) => ({ type: stepOf(event), event })),
  evolve: (before, { event }) => {
    const after = complaint.evolve(before, event);
    return after.status === 'none' ? after : { ...after, steps: 0 };
  },
};

describe('the statuses of a complaint', () => {
  it('move as the table says, and every step that stands there does happen', () => {
    expect(walkedTransitions(walker, commands)).toEqual(inOrder(arrows));
  });

  it('are all reached, and all but the last are left again', () => {
    expect(reachedStatuses(arrows)).toEqual(new Set(COMPLAINT_STATUSES));
    const left = new Set(arrows.map(({ from }) => from));
    expect(COMPLAINT_STATUSES.filter((status) => !left.has(status))).toEqual(['followed-up']);
  });
});
