import { KafkaMessage } from 'kafkajs';
import { DeliveredMessage } from '../event-bus';

/** A message of kafkajs as the bus delivers it; of a header given several times the last one counts. */
export function deliveredMessage(topic: string, partition: number, message: KafkaMessage): DeliveredMessage {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) headers[name] = last.toString();
  }
  const key = message.key === null ? null : message.key.toString();
  return { topic, partition, offset: message.offset, key, headers, value: message.value };
}
