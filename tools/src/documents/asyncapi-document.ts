import { CATALOGUE, EventDefinition, TOPICS } from '@houtai/event-catalogue';
import { Consumer } from './consumer';

/** Headers of every message: CloudEvents 1.0 in Kafka binary mode, with our extension attributes. */
const HEADERS = {
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_source',
    'ce_type',
    'ce_time',
    'ce_aggregateversion',
    'ce_correlationid',
  ],
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { type: 'string', format: 'uuid', description: 'Deduplication key of every consumer' },
    ce_source: { type: 'string', description: '`houtai/<service>`' },
    ce_type: { type: 'string' },
    ce_time: { type: 'string', format: 'date-time', description: 'Business time at which it happened' },
    ce_aggregateversion: { type: 'string', description: 'Contiguous from 1 per aggregate' },
    ce_catalogueversion: {
      type: 'string',
      description: 'Of the catalogue by which the producer has checked the data',
    },
    ce_correlationid: { type: 'string' },
    ce_causationid: { type: 'string' },
    ce_traceparent: { type: 'string', description: 'W3C trace context' },
  },
};

/** The AsyncAPI 3 document of everything that crosses services: generated from the catalogue and the running consumers. */
export function asyncApiDocument(consumers: readonly Consumer[], version: string): Record<string, unknown> {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Houtai events',
      version,
      description:
        'Facts that the services of the car-rental back office exchange. One topic per aggregate, keyed by its id; JSON data, CloudEvents attributes as headers.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(TOPICS.map((topic) => [topic, channel(topic)])),
    operations: operations(consumers),
    components: { messages: Object.fromEntries(CATALOGUE.map((event) => [event.type, message(event)])) },
  };
}

function channel(topic: string) {
  const events = CATALOGUE.filter((event) => event.topic === topic);
  return {
    address: topic,
    messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
    bindings: { kafka: { topic, bindingVersion: '0.5.0' } },
  };
}

function message({ type, meaning, schema, sample }: EventDefinition) {
  return {
    name: type,
    summary: meaning,
    contentType: 'application/json',
    headers: HEADERS,
    payload: JSON.parse(JSON.stringify(schema)) as unknown,
    examples: [{ name: 'golden', payload: sample }],
  };
}

function operations(consumers: readonly Consumer[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const topic of TOPICS) {
    const events = CATALOGUE.filter((event) => event.topic === topic);
    const refs = (types: readonly string[]) =>
      types.map((type) => ({ $ref: `#/channels/${topic}/messages/${type}` }));
    const [first] = events;
    if (first) {
      found[`${first.producer}.send.${topic}`] = {
        action: 'send',
        channel: { $ref: `#/channels/${topic}` },
        messages: refs(events.map(({ type }) => type)),
      };
    }
    for (const { service, name, types } of consumers) {
      const handled = events.map(({ type }) => type).filter((type) => types.includes(type));
      if (handled.length === 0) continue;
      found[`${service}.${name}.receive.${topic}`] = {
        action: 'receive',
        channel: { $ref: `#/channels/${topic}` },
        messages: refs(handled),
      };
    }
  }
  return found;
}
