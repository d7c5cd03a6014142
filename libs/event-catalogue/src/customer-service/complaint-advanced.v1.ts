import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Choice } from '../fields';

const schema = Type.Object({
  complaintId: Id('Complaint'),
  from: Type.String(),
  to: Choice(
    [
      'investigating',
      'liability-decided',
      'remedy-proposed',
      'accepted',
      'escalated',
      'closed',
      'followed-up',
    ],
    'State now',
  ),
  dueAt: Type.Optional(At('Next step due')),
  advancedAt: At('Moved'),
});

export type ComplaintAdvancedV1 = Static<typeof schema>;

export const complaintAdvancedV1 = defineEvent({
  producer: 'customer-service',
  aggregate: 'complaint',
  name: 'complaint-advanced',
  meaning: 'A complaint moved to its next state.',
  schema,
  sample: {
    complaintId: '0196f3a0-0000-7000-8000-000000000009',
    from: 'received',
    to: 'investigating',
    dueAt: '2026-03-07T03:00:00.000Z',
    advancedAt: '2026-03-04T05:00:00.000Z',
  },
});
