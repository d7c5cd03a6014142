import { API_VERSION, PUBLIC_EVENTS } from './public-catalogue';
import type { PublicEvent } from './public-event';
import { TEST_EVENT } from './webhook-events';

const HEADERS = {
  'webhook-id': 'The message: the same in every attempt and replay, so what is known already can be dropped',
  'webhook-timestamp': 'Seconds since 1970, of the attempt',
  'webhook-signature': 'By Standard Webhooks: `v1,` and HMAC-SHA256 in base64, one for each valid secret',
};

const SENT_ONCE = 'Sent once, whatever the answer; 2xx activates an endpoint that is pending.';

/** The `webhooks` section of the OpenAPI document: what receivers are sent, by public type. */
export function webhookDocument(): Record<string, object> {
  return Object.fromEntries(
    [...PUBLIC_EVENTS, TEST_EVENT].map((event) => [event.type, { post: operationOf(event) }]),
  );
}

function operationOf(event: PublicEvent): object {
  const { type, meaning } = event;
  return {
    operationId: `webhook ${type}`,
    summary: meaning.en,
    description: `${meaning.zh} ${event === TEST_EVENT ? SENT_ONCE : 'Retried for three days until it is answered with 2xx.'}`,
    parameters: Object.entries(HEADERS).map(([name, description]) => ({
      ...{ name, in: 'header', required: true, description, schema: { type: 'string' } },
    })),
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(event), example: exampleOf(event) } },
    },
    responses: {
      '2XX': { description: 'Taken; the body is not looked at' },
      '410': { description: 'Never again: the endpoint is disabled' },
      '429': { description: 'Later, and fewer at a time; `Retry-After` is heeded up to a day' },
    },
  };
}

function schemaOf({ type, subject, schema }: PublicEvent): object {
  const text = (description: string) => ({ type: 'string', description });
  return {
    type: 'object',
    required: ['id', 'type', 'apiVersion', 'timestamp', 'subject', 'version', 'data'],
    properties: {
      id: text('The message, `evt_…`'),
      type: { const: type },
      apiVersion: { const: API_VERSION },
      timestamp: { ...text('When it happened'), format: 'date-time' },
      subject: text(`\`${subject}/<id>\``),
      version: { type: 'integer', description: 'Grows with each event of the subject' },
      data: schema,
    },
  };
}

function exampleOf({ type, subject, sample }: PublicEvent): object {
  const id = 'evt_4f9a0c1de2b35768901a2b3c4d5e6f70';
  const about = `${subject}/0196f3a0-0000-7000-8000-000000000001`;
  const timestamp = '2026-03-01T02:00:01.000Z';
  return { id, type, apiVersion: API_VERSION, timestamp, subject: about, version: 2, data: sample };
}
