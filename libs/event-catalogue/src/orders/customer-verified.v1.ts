import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';

const schema = Type.Object({
  customerId: Id('Customer'),
  verifiedAt: At('Verified'),
});

export type CustomerVerifiedV1 = Static<typeof schema>;

export const customerVerifiedV1 = defineEvent({
  producer: 'orders',
  aggregate: 'customer',
  name: 'customer-verified',
  meaning: 'Identity and driving licence of a customer were checked and found good.',
  schema,
  sample: {
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    verifiedAt: '2026-02-01T00:10:00.000Z',
  },
});
