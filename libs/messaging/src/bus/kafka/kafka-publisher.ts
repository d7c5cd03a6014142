import { Kafka, Partitioners, Producer, TopicMessages } from 'kafkajs';
import { BusMessage, UnsendableMessageError } from '../event-bus';
import { isUnsendable } from './kafka-errors';

/** What a broker accepts with its default settings, less room for the envelope. */
const MAX_MESSAGE_BYTES = 1_000_000;

/**
 * Sends one batch at a time with one request in flight, so nothing can overtake. Not idempotent: the
 * idempotent producer of kafkajs can drop concurrent sends, and consumers see through duplicates anyway.
 */
export class KafkaPublisher {
  private producer: Promise<Producer> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly kafka: Kafka,
    private readonly prefix: string,
  ) {}

  publish(messages: readonly BusMessage[]): Promise<void> {
    const sent = this.last.then(() => this.send(messages));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    await this.last;
    await this.drop();
  }

  private async send(messages: readonly BusMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const tooBig = messages.find(({ value }) => Buffer.byteLength(value) > MAX_MESSAGE_BYTES);
    if (tooBig) throw new UnsendableMessageError(`${Buffer.byteLength(tooBig.value)} bytes are too many`);
    try {
      const producer = await this.connected();
      await producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages: this.byTopic(messages) });
    } catch (error) {
      if (isUnsendable(error)) throw new UnsendableMessageError(String(error), { cause: error });
      // after a fatal error a kafkajs producer may stay useless; a new one costs little
      await this.drop();
      throw error;
    }
  }

  private connected(): Promise<Producer> {
    this.producer ??= this.connect();
    return this.producer;
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    return producer;
  }

  private async drop(): Promise<void> {
    const old = this.producer;
    this.producer = undefined;
    await old?.then((producer) => producer.disconnect()).catch(() => undefined);
  }

  private byTopic(messages: readonly BusMessage[]): TopicMessages[] {
    const topics = new Map<string, TopicMessages>();
    for (const { topic, key, value, headers } of messages) {
      const name = this.prefix + topic;
      const entry = topics.get(name) ?? { topic: name, messages: [] };
      entry.messages.push({ key, value, headers });
      topics.set(name, entry);
    }
    return [...topics.values()];
  }
}
