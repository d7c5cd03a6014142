import {
  complaintAdvancedV1,
  complaintReceivedV1,
  fact,
  type ComplaintAdvancedV1,
} from '@houtai/event-catalogue';
import { assertNever, type Fact } from '@houtai/domain-kit';
import type { ComplaintEvent, ReceivedComplaint } from './complaint';

/**
 * What the other services learn; texts stay here. A pause of the clock is nobody else's business.
 * `complaint` is the state after the event.
 */
export function publishComplaint(event: ComplaintEvent, complaint: ReceivedComplaint): Fact | undefined {
  const dueAt = complaint.clock.kind === 'stopped' ? undefined : complaint.clock.dueAt;
  switch (event.type) {
    case 'ComplaintReceived': {
      const { id: complaintId, ...intake } = event.intake;
      if (dueAt === undefined) throw new Error('The clock of a new complaint runs');
      return fact(complaintReceivedV1, { complaintId, ...intake, dueAt, receivedAt: event.at });
    }
    case 'ComplaintAdvanced': {
      const to = event.to as ComplaintAdvancedV1['to'];
      const moved = { complaintId: complaint.id, from: event.from, to, advancedAt: event.at };
      return fact(complaintAdvancedV1, { ...moved, dueAt });
    }
    case 'WaitingBegan':
    case 'WaitingEnded':
      return undefined;
    default:
      return assertNever(event);
  }
}
