import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Id } from '../fields';

const schema = Type.Object({
  deliveryId: Id('Delivery'),
  endpointId: Id('Webhook endpoint that did not take it'),
  partnerId: Id('Partner it belongs to'),
  messageId: Type.String({ description: 'The message, `evt_…`' }),
  messageType: Type.String({ description: 'Public type of the message' }),
  messageSubject: Type.String({ description: 'What it is about, `reservation/<id>`' }),
  attempts: Type.Integer({ minimum: 1 }),
  exhaustedAt: At('Given up'),
});

export type WebhookMessageExhaustedV1 = Static<typeof schema>;

export const webhookMessageExhaustedV1 = defineEvent({
  producer: 'webhooks',
  aggregate: 'delivery',
  name: 'webhook-message-exhausted',
  meaning:
    "A partner's endpoint did not take a message in any of its attempts: nobody tries again unless it is replayed.",
  schema,
  sample: {
    deliveryId: '0196f3a0-0000-7000-8000-0000000000d1',
    endpointId: '0196f3a0-0000-7000-8000-0000000000e1',
    partnerId: '0196f3a0-0000-7000-8000-0000000000f1',
    messageId: 'evt_4f9a0c1de2b35768901a2b3c4d5e6f70',
    messageType: 'reservation.confirmed',
    messageSubject: 'reservation/0196f3a0-0000-7000-8000-000000000001',
    attempts: 10,
    exhaustedAt: '2026-03-05T08:00:00.000Z',
  },
});
