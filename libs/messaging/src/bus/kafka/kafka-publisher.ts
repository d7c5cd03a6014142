import { Kafka, Producer, TopicMessages } from 'kafkajs';
import { backOff } from '../../back-off';
import { BusMessage, UnsendableMessageError } from '../event-bus';
import { ConfirmedPartitions } from './confirmed-partitions';
import { isUnsendable } from './kafka-errors';

/** What a broker accepts with its default settings, less room for the envelope. */
const MAX_MESSAGE_BYTES = 1_000_000;
/** A leader that moves is a matter of a second or two: what the caller sees of it is a publication that took longer. */
const ATTEMPTS = 3;
/** Longest one publication takes, repeats included; below the time after which a relay's session ends. */
export const PUBLISH_DEADLINE_MS = 8_000;

/**
 * Sends one batch at a time with one request in flight, so nothing can overtake. Not idempotent: the
 * idempotent producer of kafkajs can drop concurrent sends, and consumers see through duplicates anyway.
 *
 * A send that failed or came to no end is repeated as a whole, on new connections. Some of the first try may
 * still arrive, late, behind what was sent after it: but nothing is sent after a batch before all of it is
 * confirmed, so what comes late is always a repeat, and the first copy of each message stands in its order.
 */
export class KafkaPublisher {
  private current: { producer: Promise<Producer>; confirmed: ConfirmedPartitions } | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private readonly leaving = new Set<Promise<void>>();

  constructor(
    private readonly kafka: Kafka,
    private readonly prefix: string,
    private readonly deadlineMs = PUBLISH_DEADLINE_MS,
  ) {}

  publish(messages: readonly BusMessage[]): Promise<void> {
    const sent = this.last.then(() => this.send(messages));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    await this.last;
    this.drop();
    await Promise.all(this.leaving);
  }

  private async send(messages: readonly BusMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const tooBig = messages.find(({ value }) => Buffer.byteLength(value) > MAX_MESSAGE_BYTES);
    if (tooBig) throw new UnsendableMessageError(`${Buffer.byteLength(tooBig.value)} bytes are too many`);
    const deadline = Date.now() + this.deadlineMs;
    for (let attempt = 1; ; attempt++) {
      try {
        return await within(deadline, this.attempt(messages, deadline));
      } catch (error) {
        if (isUnsendable(error)) throw new UnsendableMessageError(String(error), { cause: error });
        // its idea of who leads what is as old as the error; a new producer asks again and costs little
        this.drop();
        const rest = backOff(attempt, 100, 1_000);
        if (attempt >= ATTEMPTS || Date.now() + rest >= deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
    }
  }

  private async attempt(messages: readonly BusMessage[], deadline: number): Promise<void> {
    this.current ??= this.connect();
    const { producer, confirmed } = this.current;
    const connected = await producer;
    confirmed.begin();
    const timeout = Math.max(1, deadline - Date.now());
    const reply = await connected.sendBatch({ acks: -1, timeout, topicMessages: this.byTopic(messages) });
    confirmed.check(reply, messages.length);
  }

  private connect(): { producer: Promise<Producer>; confirmed: ConfirmedPartitions } {
    const confirmed = new ConfirmedPartitions();
    const producer = this.kafka.producer({
      createPartitioner: confirmed.createPartitioner,
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
      // its own retry forgets partitions whose new leader has answered already
      retry: { retries: 0 },
    });
    const connected = producer.connect().then(() => producer);
    connected.catch(() => undefined);
    return { producer: connected, confirmed };
  }

  /** Lets the producer go without waiting: one with a request in hand takes as long as that does. */
  private drop(): void {
    const old = this.current;
    this.current = undefined;
    if (!old) return;
    const gone = old.producer
      .then((producer) => producer.disconnect())
      .catch(() => undefined)
      .finally(() => this.leaving.delete(gone));
    this.leaving.add(gone);
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

/** The work's outcome, or an error once the deadline has passed. */
async function within<T>(deadline: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the brokers did not confirm in time')), deadline - Date.now());
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
