import {
  ComplaintAdvancedV1,
  EventDefinition,
  complaintAdvancedV1,
  complaintReceivedV1,
} from '@houtai/event-catalogue';
import { assertNever } from '@houtai/domain-kit';
import { ComplaintEvent, ReceivedComplaint } from './complaint';

/** An event for the outbox, without its number. */
export interface Announcement<T = unknown> {
  event: EventDefinition<T>;
  data: T;
}

/**
 * What a decision tells the world; texts stay here. A pause of the clock is nobody else's business.
 * `complaint` is the state after the decision, which is always a single event.
 */
export function announce(event: ComplaintEvent, complaint: ReceivedComplaint): Announcement[] {
  const dueAt = complaint.clock.kind === 'stopped' ? undefined : complaint.clock.dueAt;
  switch (event.type) {
    case 'complaint-received': {
      const { id: complaintId, ...intake } = event.intake;
      if (dueAt === undefined) throw new Error('The clock of a new complaint runs');
      return [about(complaintReceivedV1, { complaintId, ...intake, dueAt, receivedAt: event.at })];
    }
    case 'complaint-advanced': {
      const to = event.to as ComplaintAdvancedV1['to'];
      const moved = { complaintId: complaint.id, from: event.from, to, advancedAt: event.at };
      return [about(complaintAdvancedV1, { ...moved, dueAt })];
    }
    case 'waiting-began':
    case 'waiting-ended':
      return [];
    default:
      return assertNever(event);
  }
}

function about<T>(event: EventDefinition<T>, data: T): Announcement {
  return { event, data };
}
