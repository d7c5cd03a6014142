import type { Aggregate } from '@houtai/domain-kit';
import { evolveComplaint, type Complaint, type ComplaintCommand, type ComplaintEvent } from './complaint';
import { decideComplaint } from './complaint.decide';
import { publishComplaint } from './complaint.publish';

export const complaint: Aggregate<ComplaintCommand, Complaint, ComplaintEvent> = {
  name: 'complaint',
  initialState: () => ({ status: 'none' }),
  decide: decideComplaint,
  evolve: evolveComplaint,
  publish: publishComplaint,
};
