import { complaintAdvancedV1, complaintReceivedV1, validateEvent } from '@houtai/event-catalogue';
import { ComplaintCommand, ReceivedComplaint } from './complaint';
import { complaint } from './complaint.aggregate';

const { complaintId, receivedAt, dueAt: _, ...intake } = complaintReceivedV1.sample;
const receive = {
  type: 'ReceiveComplaint',
  id: complaintId,
  ...intake,
  description: '王先生 138 0000 0000：空调坏了',
  at: receivedAt,
  by: 'agent-1',
} as ComplaintCommand;

function announcedBy(...commands: ComplaintCommand[]) {
  let state = complaint.initialState();
  return commands.flatMap((command) =>
    complaint.decide(command, state).flatMap((event) => {
      state = complaint.evolve(state, event);
      return complaint.publish(event, state as ReceivedComplaint) ?? [];
    }),
  );
}

describe('what a complaint announces is what the catalogue says', () => {
  it('its intake and its steps, without a word of what people wrote', () => {
    const { advancedAt } = complaintAdvancedV1.sample;
    const [received, advanced] = announcedBy(
      receive,
      { type: 'Investigate', owner: 'agent-2', at: advancedAt, by: 'agent-1' },
      { type: 'WaitForCustomer', question: '何时发现？', at: advancedAt, by: 'agent-2' },
      { type: 'Resume', at: advancedAt, by: 'agent-2' },
    );
    expect(received).toEqual({ event: complaintReceivedV1, data: complaintReceivedV1.sample });
    expect(advanced?.event).toBe(complaintAdvancedV1);
    expect(advanced?.data).toEqual({ ...complaintAdvancedV1.sample, dueAt: '2026-03-07T05:00:00.000Z' });
    expect(validateEvent(complaintAdvancedV1.type, advanced?.data)).toEqual([]);
    expect(JSON.stringify([received?.data, advanced?.data])).not.toMatch(/王|138|何时/);
  });

  it('no due time after the follow-up', () => {
    const step = { at: receivedAt, by: 'agent-1' };
    const announced = announcedBy(
      receive,
      { type: 'Investigate', owner: 'agent-2', ...step },
      { type: 'DecideLiability', liability: 'company', finding: '压缩机故障', ...step },
      { type: 'ProposeRemedy', remedy: '退一日租金', ...step },
      { type: 'AcceptRemedy', ...step },
      { type: 'CloseComplaint', ...step },
      { type: 'FollowUp', result: '满意', ...step },
    );
    expect(announced).toHaveLength(7);
    expect(announced.at(-1)?.data).toMatchObject({ from: 'closed', to: 'followed-up', dueAt: undefined });
  });
});
