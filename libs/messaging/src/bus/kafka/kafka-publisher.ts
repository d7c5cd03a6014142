import { TopicMessages } from 'kafkajs';
import { backOff } from '../../back-off';
import { BusMessage, UnsendableMessageError } from '../event-bus';
import { tellError } from '../../loggable-error';
import { KafkaAccess } from './kafka-client';
import { isUnsendable } from './kafka-errors';
import { ProducerLink } from './producer-link';

/** What a broker accepts with its default settings, less room for the envelope. */
const MAX_MESSAGE_BYTES = 1_000_000;
/**
 * With the pauses between them two and a half seconds: a leader that moves, or a new topic that has none yet, is a
 * matter of a second or two, and what the caller sees of it is a publication that took longer.
 */
const ATTEMPTS = 6;
/**
 * Longest one call of `publish` takes, repeats and the wait for earlier calls included; below the time after
 * which a relay's session ends.
 */
const PUBLISH_DEADLINE_MS = 8_000;

/**
 * Sends one batch at a time with one request in flight, so nothing can overtake. Not idempotent: the
 * idempotent producer of kafkajs can drop concurrent sends, and consumers see through duplicates anyway.
 *
 * A send that failed or came to no end is repeated as a whole, on new connections; the old ones are reset with
 * what they had still to send. Some of the first try may nevertheless arrive late (a frozen broker has it
 * already), behind what was sent after it: but nothing is sent after a batch before all of it is confirmed, so
 * what comes late is always a repeat, and the first copy of each message stands in its order.
 */
export class KafkaPublisher {
  private link: ProducerLink | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly access: KafkaAccess,
    private readonly prefix: string,
  ) {}

  publish(messages: readonly BusMessage[]): Promise<void> {
    // a clock that is set must not move it
    const deadline = performance.now() + PUBLISH_DEADLINE_MS;
    const sent = this.last.then(() => this.send(messages, deadline));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  async close(): Promise<void> {
    await this.last;
    await this.link?.close();
    this.link = undefined;
  }

  private async send(messages: readonly BusMessage[], deadline: number): Promise<void> {
    if (messages.length === 0) return;
    const tooBig = messages.find(({ value }) => Buffer.byteLength(value) > MAX_MESSAGE_BYTES);
    if (tooBig) throw new UnsendableMessageError(`${Buffer.byteLength(tooBig.value)} bytes are too many`);
    if (performance.now() >= deadline) throw new Error('the publications before it took all the time');
    const topicMessages = this.byTopic(messages);
    for (let attempt = 1; ; attempt++) {
      try {
        this.link ??= new ProducerLink(this.access);
        return await this.link.send(topicMessages, messages.length, deadline);
      } catch (error) {
        if (isUnsendable(error)) throw new UnsendableMessageError(tellError(error), { cause: error });
        this.link?.drop();
        this.link = undefined;
        const rest = backOff(attempt, 100, 1_000);
        if (attempt >= ATTEMPTS || performance.now() + rest >= deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, rest));
      }
    }
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
