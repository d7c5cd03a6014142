import { Type } from '@sinclair/typebox';
import { webhookEndpointDisabledV1, webhookMessageExhaustedV1 } from '@houtai/event-catalogue';
import { At, Id } from './fields';
import { publicEvent, type PublicEvent } from './public-event';
import { RESERVATION } from './samples';

const endpoint = '0196f3a0-0000-7000-8000-0000000000e1';

/** Sent by a test alone, once; nobody subscribes to it, and it stands in no list of events. */
export const TEST_EVENT: PublicEvent = {
  type: 'webhook-endpoint.test',
  audience: 'partner',
  subject: 'webhook-endpoint',
  meaning: { en: 'You asked for a test of the endpoint.', zh: '应贵方要求对接收端进行测试。' },
  schema: Type.Object({ endpointId: Id('Endpoint') }),
  sample: { endpointId: endpoint },
  view: (data) => data,
};

/** What becomes of the webhooks themselves; it goes to the partner's other endpoints. */
export const WEBHOOK_EVENTS: readonly PublicEvent[] = [
  publicEvent({
    type: 'webhook-endpoint.disabled',
    source: webhookEndpointDisabledV1,
    subject: 'webhook-endpoint',
    meaning: { en: 'An endpoint gets nothing until it is resumed.', zh: '接收端已停用，恢复前不再投递。' },
    schema: Type.Object({
      endpointId: Id('Endpoint'),
      reason: Type.Unsafe<'gone' | 'failing'>({ type: 'string', enum: ['gone', 'failing'] }),
      disabledAt: At('Disabled'),
    }),
    sample: { endpointId: endpoint, reason: 'gone', disabledAt: '2026-03-02T04:00:00.000Z' },
    view: ({ endpointId, reason, disabledAt }) => ({ endpointId, reason, disabledAt }),
  }),
  publicEvent({
    type: 'webhook-message.exhausted',
    source: webhookMessageExhaustedV1,
    subject: 'webhook-delivery',
    meaning: {
      en: 'An endpoint did not take a message in any attempt.',
      zh: '消息多次投递失败，已停止重试。',
    },
    schema: Type.Object({
      endpointId: Id('Endpoint'),
      deliveryId: Id('Delivery; it can be replayed'),
      messageId: Type.String({ description: 'The message, `evt_…`' }),
      messageType: Type.String(),
      messageSubject: Type.String(),
      attempts: Type.Integer({ minimum: 1 }),
      exhaustedAt: At('Given up'),
    }),
    sample: {
      endpointId: endpoint,
      deliveryId: '0196f3a0-0000-7000-8000-0000000000d1',
      messageId: 'evt_4f9a0c1de2b35768901a2b3c4d5e6f70',
      messageType: 'reservation.confirmed',
      messageSubject: `reservation/${RESERVATION}`,
      attempts: 10,
      exhaustedAt: '2026-03-05T08:00:00.000Z',
    },
    view: ({ endpointId, deliveryId, messageId, messageType, messageSubject, attempts, exhaustedAt }) => ({
      ...{ endpointId, deliveryId, messageId, messageType, messageSubject, attempts, exhaustedAt },
    }),
  }),
];
