import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At, Choice } from '../fields';

const schema = Type.Object({
  customerId: Id('Customer'),
  tier: Choice(['standard', 'silver', 'gold'], 'VIP tier'),
  origin: Type.Optional(Type.String({ description: 'ISO 3166 country, alpha-2 or alpha-3' })),
  registeredAt: At('Registered'),
});

export type CustomerRegisteredV1 = Static<typeof schema>;

export const customerRegisteredV1 = defineEvent({
  producer: 'orders',
  aggregate: 'customer',
  name: 'customer-registered',
  meaning: 'A customer exists. Carries no personal data: orders alone keeps it.',
  schema,
  sample: {
    customerId: '0196f3a0-0000-7000-8000-000000000002',
    tier: 'standard',
    origin: 'CN',
    registeredAt: '2026-02-01T00:00:00.000Z',
  },
});
