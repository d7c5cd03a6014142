import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Choice } from '../fields';

const schema = Type.Object({
  complaintId: Id('Complaint'),
  customerId: Id('Customer'),
  reservationId: Type.Optional(Id('Reservation')),
  category: Choice(['vehicle', 'price', 'service', 'deposit', 'violation', 'other'], 'Category'),
  severity: Choice(['low', 'normal', 'high'], 'Severity'),
  dueAt: At('Next step due'),
  receivedAt: At('Received'),
});

export type ComplaintReceivedV1 = Static<typeof schema>;

export const complaintReceivedV1 = defineEvent({
  producer: 'customer-service',
  aggregate: 'complaint',
  name: 'complaint-received',
  meaning: 'A customer complains; the clock of the service level starts.',
  schema,
  sample: {
    complaintId: '0196f3a0-0000-7000-8000-000000000009',
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    reservationId: '0196f3a0-0000-7000-8000-000000000001',
    category: 'vehicle',
    severity: 'normal',
    dueAt: '2026-03-06T03:00:00.000Z',
    receivedAt: '2026-03-04T03:00:00.000Z',
  },
});
