import { complaintAdvancedV1, complaintReceivedV1, validateEvent } from '@houtai/event-catalogue';
import { fold } from '@houtai/domain-kit';
import { ComplaintCommand, ReceivedComplaint } from './complaint';
import { complaintDecider } from './complaint.decide';
import { announce } from './complaint.publish';

const { complaintId, receivedAt, dueAt: _, ...intake } = complaintReceivedV1.sample;
const receive = {
  type: 'receive',
  id: complaintId,
  ...intake,
  description: '王先生 138 0000 0000：空调坏了',
  at: receivedAt,
  by: 'agent-1',
} as ComplaintCommand;

function announcedBy(...commands: ComplaintCommand[]) {
  let complaint = complaintDecider.initialState();
  return commands.flatMap((command) => {
    const events = complaintDecider.decide(command, complaint);
    complaint = fold(complaintDecider, complaint, events);
    return events.flatMap((event) => announce(event, complaint as ReceivedComplaint));
  });
}

describe('what a complaint announces is what the catalogue says', () => {
  it('its intake and its steps, without a word of what people wrote', () => {
    const { advancedAt } = complaintAdvancedV1.sample;
    const [received, advanced] = announcedBy(
      receive,
      { type: 'investigate', owner: 'agent-2', at: advancedAt, by: 'agent-1' },
      { type: 'wait-for-customer', question: '何时发现？', at: advancedAt, by: 'agent-2' },
      { type: 'resume', at: advancedAt, by: 'agent-2' },
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
      { type: 'investigate', owner: 'agent-2', ...step },
      { type: 'decide-liability', liability: 'company', finding: '压缩机故障', ...step },
      { type: 'propose-remedy', remedy: '退一日租金', ...step },
      { type: 'accept', ...step },
      { type: 'close', ...step },
      { type: 'follow-up', result: '满意', ...step },
    );
    expect(announced).toHaveLength(7);
    expect(announced.at(-1)?.data).toMatchObject({ from: 'closed', to: 'followed-up', dueAt: undefined });
  });
});
