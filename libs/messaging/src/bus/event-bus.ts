import { PlainError } from '../loggable-message';

/** Injection token of the bus in use. */
export const EVENT_BUS = Symbol('EVENT_BUS');

/** A message as it travels: CloudEvents attributes in `headers` (binary mode), JSON text as `value`. */
export interface BusMessage {
  topic: string;
  key: string;
  headers: Record<string, string>;
  value: string;
}

/** A message as it arrives; nothing about it is trusted yet. */
export interface DeliveredMessage {
  topic: string;
  partition: number;
  /** Decimal text, as Kafka's offsets are 64 bits wide. */
  offset: string;
  key: string | null;
  headers: Record<string, string>;
  value: Buffer | null;
}

/** Messages of one partition, in order. No other batch of the partition is handled meanwhile in the group. */
export interface PartitionBatch {
  topic: string;
  partition: number;
  messages: readonly DeliveredMessage[];
  /** All messages up to and including this one are dealt with, durably; they need not come again. */
  resolve(message: DeliveredMessage): void;
  /** False as soon as the partition was taken away or the subscription stops: finish the message and return. */
  isCurrent(): boolean;
}

/** What the handler of a batch asks for: go on, or leave the partition alone for a while. */
export type BatchOutcome = { pauseMs?: number };

export interface SubscriptionOptions {
  /** Members with the same group share the partitions; a new group starts from the beginning. */
  group: string;
  topics: readonly string[];
  /** Unresolved messages are delivered again. It must not throw; an error counts as a pause of a second. */
  handle(batch: PartitionBatch): Promise<BatchOutcome>;
  /** The subscription cannot recover by itself; the process should be restarted. */
  onFatal(reason: Error): void;
}

export interface Subscription {
  /** Resolves when the group was joined for the first time, rejects when that can never succeed. */
  readonly ready: Promise<void>;
  health(): { healthy: boolean; reason?: string };
  /**
   * Messages of the group not yet resolved, over all members. Positions are remembered with a delay of some
   * 100 ms, so it may be too high, never too low. Throws when the bus does not answer.
   */
  lag(): Promise<number>;
  /** Lets the batches in hand finish their message, remembers the offsets and leaves the group. */
  stop(): Promise<void>;
}

/**
 * A durable, partitioned log. At-least-once; per key in the order of publication.
 * The conformance suite `test/event-bus.int.spec.ts` states what every adapter has to keep.
 */
export interface EventBus {
  readonly kind: 'kafka' | 'embedded';
  /** Creates the topics that are missing; existing ones are left as they are. */
  ensureTopics(topics: readonly string[], partitions: number): Promise<void>;
  /**
   * Resolves when every message is known to be durable. Order per key is the order given. Throws
   * `UnsendableMessageError` when a message can never be sent (then some may have been, some not), any
   * other error when the bus is in trouble and the same call may succeed later: nothing newer of the same
   * keys may be published before it has.
   */
  publish(messages: readonly BusMessage[]): Promise<void>;
  subscribe(options: SubscriptionOptions): Subscription;
  /** True when the bus answers. */
  ping(): Promise<boolean>;
  /** Stops all subscriptions and disconnects; may be called again. */
  close(): Promise<void>;
}

/** At least one message of the call can never be sent: too big, malformed. */
export class UnsendableMessageError extends PlainError {}
