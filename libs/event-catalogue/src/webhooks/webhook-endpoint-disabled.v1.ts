import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { At, Choice, Id } from '../fields';

const schema = Type.Object({
  endpointId: Id('Webhook endpoint'),
  partnerId: Id('Partner it belongs to'),
  reason: Choice(['gone', 'failing'], 'It answered 410, or every attempt of five days failed'),
  disabledAt: At('Disabled'),
});

export type WebhookEndpointDisabledV1 = Static<typeof schema>;

export const webhookEndpointDisabledV1 = defineEvent({
  producer: 'webhooks',
  aggregate: 'endpoint',
  name: 'webhook-endpoint-disabled',
  meaning:
    "A partner's endpoint gets nothing any more until somebody of the partner resumes it; its deliveries are held.",
  schema,
  sample: {
    endpointId: '0196f3a0-0000-7000-8000-0000000000e1',
    partnerId: '0196f3a0-0000-7000-8000-0000000000f1',
    reason: 'gone',
    disabledAt: '2026-03-02T04:00:00.000Z',
  },
});
