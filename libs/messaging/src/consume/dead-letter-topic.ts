import { DeliveredMessage, EventBus, UnsendableMessageError } from '../bus/event-bus';

/** `<topic>.<consumer>.dlq`: where a message goes that nobody can read as an event. */
export class DeadLetterTopic {
  private readonly known = new Set<string>();

  constructor(private readonly bus: EventBus) {}

  /** Sends the message as it came, with its origin and the reason in `x-` headers. */
  async send(consumer: string, message: DeliveredMessage, reason: Error, attempts: number): Promise<void> {
    const topic = `${message.topic}.${consumer}.dlq`;
    if (!this.known.has(topic)) {
      await this.bus.ensureTopics([topic], 1);
      this.known.add(topic);
    }
    const headers = {
      ...message.headers,
      'x-origin-topic': message.topic,
      'x-origin-partition': String(message.partition),
      'x-origin-offset': message.offset,
      'x-error': reason.message.slice(0, 1000),
      'x-attempts': String(attempts),
    };
    const key = message.key ?? String(message.partition);
    const value = message.value?.toString('utf8') ?? '';
    try {
      await this.bus.publish([{ topic, key, headers, value }]);
    } catch (error) {
      if (!(error instanceof UnsendableMessageError)) throw error;
      // too big to travel on: the origin says where it lies
      await this.bus.publish([
        { topic, key, headers: { ...headers, 'x-value-left-out': 'true' }, value: '' },
      ]);
    }
  }
}
