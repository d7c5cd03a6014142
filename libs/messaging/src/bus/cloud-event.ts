import { toInstant } from '@houtai/domain-kit';
import { BusMessage, DeliveredMessage } from './event-bus';
import { PlainError } from '../loggable-message';
import { ReceivedEvent } from '../consume/event-context';

/** CloudEvents attributes of an event without the `ce_` prefix, as they lie in the outbox. */
export type EventAttributes = Record<string, string>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const REQUIRED = ['id', 'source', 'type', 'time', 'aggregateversion'] as const;

/** Why a message cannot be read as an event; names what is wrong and quotes nothing of it. */
export class UndecodableMessageError extends PlainError {}

/** Kafka binary mode of CloudEvents 1.0: attributes as `ce_` headers, data alone as value. */
export function encodeEvent(
  topic: string,
  key: string,
  { datacontenttype = 'application/json', ...attributes }: EventAttributes,
  value: string,
): BusMessage {
  const headers: Record<string, string> = { 'content-type': datacontenttype };
  for (const [name, text] of Object.entries(attributes)) headers[`ce_${name}`] = text;
  return { topic, key, headers, value };
}

/** Type of a message, readable even when the rest is not; undefined when absent. */
export function typeOfMessage(message: DeliveredMessage): string | undefined {
  return message.headers['ce_type'];
}

/** Reads a message as an event, or throws `UndecodableMessageError` with the reason. */
export function decodeEvent(message: DeliveredMessage): ReceivedEvent {
  const attribute = (name: string) => message.headers[`ce_${name}`];
  const missing = REQUIRED.filter((name) => !attribute(name));
  if (missing.length > 0) throw new UndecodableMessageError(`attribute missing: ${missing.join(', ')}`);
  const id = attribute('id') ?? '';
  if (!UUID.test(id)) throw new UndecodableMessageError('id is not a UUID');
  if (!message.key) throw new UndecodableMessageError('the key is empty');
  if ([message.key, ...Object.values(message.headers)].some((text) => text.includes('\0')))
    throw unstorable();
  const aggregateVersion = Number(attribute('aggregateversion'));
  if (!Number.isSafeInteger(aggregateVersion))
    throw new UndecodableMessageError('aggregateversion is no number');
  return {
    id,
    type: attribute('type') ?? '',
    source: attribute('source') ?? '',
    topic: message.topic,
    partition: message.partition,
    offset: message.offset,
    key: message.key,
    time: readTime(attribute('time') ?? ''),
    aggregateVersion,
    correlationId: attribute('correlationid') ?? id,
    causationId: attribute('causationid'),
    traceparent: attribute('traceparent'),
    catalogueVersion: attribute('catalogueversion'),
    data: readData(message.value),
  };
}

/** An event of a type nobody wants, without its data, for its place among the versions; undefined when it has none. */
export function decodeHeaders(message: DeliveredMessage): ReceivedEvent | undefined {
  try {
    return decodeEvent({ ...message, value: Buffer.from('{}') });
  } catch {
    return undefined;
  }
}

function readTime(text: string): string {
  try {
    return toInstant(text);
  } catch {
    throw new UndecodableMessageError('time is none');
  }
}

function readData(value: Buffer | null): unknown {
  if (value === null) throw new UndecodableMessageError('no data');
  const text = value.toString('utf8');
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // the parser's own message quotes what it read
    throw new UndecodableMessageError('data is no JSON');
  }
  if (typeof data !== 'object' || data === null) throw new UndecodableMessageError('data is no object');
  if (MAY_BE_UNSTORABLE.test(text) && UNSTORABLE.test(JSON.stringify(data))) throw unstorable();
  return data;
}

/** Escapes of the zero character and of halves of a character, which Postgres takes neither as text nor as JSON. */
const MAY_BE_UNSTORABLE = /\\u(?:0000|d[89a-f])/i;
/** The same in what JSON.stringify writes: no backslash makes it plain text, and no two halves make a character. */
export const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

function unstorable(): UndecodableMessageError {
  return new UndecodableMessageError('text that the database does not take');
}
