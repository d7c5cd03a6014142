import { Producer, TopicMessages } from 'kafkajs';
import { ConfirmedPartitions } from './confirmed-partitions';
import { DroppableSockets } from './droppable-sockets';
import { KafkaAccess, kafkaClient } from './kafka-client';
import { within } from './within';

/** Longest the broker asked first may take to answer; another one is asked then. */
const CONNECT_MS = 3_000;
/** Longest a leader waits for its followers before it tells that they have not got the messages. */
const ACKNOWLEDGE_MS = 5_000;

/** One life of a kafkajs producer; over after the first fault, as it knows the leaders from before that. */
export class ProducerLink {
  private readonly sockets = new DroppableSockets();
  private readonly confirmed = new ConfirmedPartitions();
  private readonly producer: Producer;
  private connected: Promise<void> | undefined;

  constructor(access: KafkaAccess) {
    this.producer = kafkaClient(access, this.sockets.connect).producer({
      createPartitioner: this.confirmed.createPartitioner,
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
      // its own retry forgets partitions whose new leader has answered already
      retry: { retries: 0 },
    });
  }

  /**
   * Resolves when every partition has its messages; `until` is a time of `performance.now()`. After any other
   * error than a refusal of the messages themselves the link must be dropped.
   */
  async send(topicMessages: TopicMessages[], count: number, until: number): Promise<void> {
    this.connected ??= this.producer.connect();
    await within(Math.min(CONNECT_MS, until - performance.now()), this.connected);
    this.confirmed.begin();
    const sending = this.producer.sendBatch({ acks: -1, timeout: ACKNOWLEDGE_MS, topicMessages });
    this.confirmed.check(await within(until - performance.now(), sending), count);
  }

  /** Cuts all connections. What was on its way may arrive or not, but nothing is sent any more. */
  drop(): void {
    this.sockets.drop();
    void this.producer.disconnect().catch(() => undefined);
  }

  /** In order, when nothing is on its way. */
  async close(): Promise<void> {
    await within(CONNECT_MS, this.producer.disconnect()).catch(() => undefined);
    this.sockets.drop();
  }
}
