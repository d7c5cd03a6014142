import { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { TellsNoValues } from '../../loggable-message';
import { DeliveredMessage, PartitionBatch, SubscriptionOptions } from '../event-bus';
import { deliveredMessage } from './kafka-message';
import { isRebalance } from './kafka-errors';
import { OffsetCommitter } from './offset-committer';

export interface SessionTimes {
  sessionMs: number;
  heartbeatMs: number;
  /** Longest wait of a fetch for data; also what an error or a stop may have to wait for. */
  fetchWaitMs: number;
}

/**
 * Some 200 events: what a batch leaves over when its time is up is fetched and decoded again, so a fetch must
 * not bring much more than a batch can do. A single bigger message comes nevertheless.
 */
const FETCH_BYTES = 131_072;

/** The consumer is connected, yet nothing was heard of it for two sessions. */
export class SilentConsumerError extends Error implements TellsNoValues {
  readonly tellsNoValues = true;

  constructor(ms: number) {
    super(`no heartbeat for ${ms} ms`);
    this.name = 'SilentConsumerError';
  }
}

/**
 * One life of a kafkajs consumer, from connecting to its end. It never restarts itself: whoever owns it makes
 * a new one.
 */
export class KafkaSession {
  /** Resolves with the reason when this life is over. */
  readonly ended: Promise<Error>;
  private readonly consumer: Consumer;
  private readonly committer: OffsetCommitter;
  private end: (reason: Error) => void = () => undefined;
  private stopping = false;
  private joinedAt: number | undefined;
  private lastSign = performance.now();
  private watchdog: NodeJS.Timeout | undefined;
  private readonly inHand = new Set<Promise<void>>();
  private readonly resumptions = new Set<NodeJS.Timeout>();

  constructor(
    kafka: Kafka,
    private readonly prefix: string,
    private readonly options: SubscriptionOptions,
    private readonly times: SessionTimes,
    private readonly concurrency: number,
  ) {
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.consumer = kafka.consumer({
      groupId: prefix + options.group,
      allowAutoTopicCreation: false,
      sessionTimeout: times.sessionMs,
      rebalanceTimeout: Math.max(times.sessionMs, 30_000),
      heartbeatInterval: times.heartbeatMs,
      minBytes: 1,
      maxBytesPerPartition: FETCH_BYTES,
      maxWaitTimeInMs: times.fetchWaitMs,
      retry: { initialRetryTime: 100, retries: 3, maxRetryTime: 1_000, restartOnFailure: async () => false },
    });
    this.committer = new OffsetCommitter(this.consumer);
  }

  /**
   * Resolves when the group is joined; rejects when that failed. `run()` alone does not tell: it also
   * resolves when the runner could not start, and reports that as a crash.
   */
  async start(): Promise<void> {
    const { events } = this.consumer;
    const joined = new Promise<void>((resolve) => {
      this.consumer.on(events.GROUP_JOIN, () => {
        // what was resolved before belongs to an assignment that is gone
        this.committer.forget();
        this.signOfLife();
        this.joinedAt ??= this.lastSign;
        resolve();
      });
    });
    this.consumer.on(events.HEARTBEAT, () => this.signOfLife());
    this.consumer.on(events.CRASH, ({ payload }) => this.end(payload.error));
    await this.connectAndRun();
    await Promise.race([joined, this.ended.then((reason) => Promise.reject(reason))]);
    this.watch();
  }

  private async connectAndRun(): Promise<void> {
    await this.consumer.connect();
    const topics = this.options.topics.map((topic) => this.prefix + topic);
    await this.consumer.subscribe({ topics, fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.concurrency,
      eachBatch: (payload) => this.track(this.eachBatch(payload)),
    });
    if (this.stopping) await this.consumer.disconnect();
  }

  /** How long heartbeats went through, ms. */
  aliveMs(): number {
    return this.joinedAt === undefined ? 0 : this.lastSign - this.joinedAt;
  }

  /** Finishes the messages in hand, remembers the offsets and leaves the group. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.watchdog);
    for (const timer of this.resumptions) clearTimeout(timer);
    await Promise.allSettled(this.inHand);
    await this.committer.close();
    await this.consumer.disconnect().catch(() => undefined);
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    let rebalance: Error | undefined;
    const beat = setInterval(() => {
      payload.heartbeat().catch((error: Error) => {
        if (isRebalance(error)) rebalance ??= error;
      });
    }, this.times.heartbeatMs);
    const topic = batch.topic.slice(this.prefix.length);
    const messages = batch.messages.map((message) => deliveredMessage(topic, batch.partition, message));
    const current = () => !this.stopping && !rebalance && payload.isRunning() && !payload.isStale();
    const partition: PartitionBatch = {
      topic,
      partition: batch.partition,
      messages,
      isCurrent: current,
      resolve: ({ offset }: DeliveredMessage) => {
        payload.resolveOffset(offset);
        this.committer.resolved(batch.topic, batch.partition, offset);
      },
    };
    let pauseMs: number | undefined;
    try {
      if (current()) pauseMs = (await this.options.handle(partition)).pauseMs;
    } catch {
      // a raw TypeError or SyntaxError that reached kafkajs would stop the consumer for good
      pauseMs = 1_000;
    } finally {
      clearInterval(beat);
    }
    if (rebalance) {
      await this.committer.flush();
      throw rebalance;
    }
    if (pauseMs !== undefined && current()) this.pause(payload, pauseMs);
  }

  private pause({ pause }: EachBatchPayload, ms: number): void {
    const resume = pause();
    const timer = setTimeout(() => {
      this.resumptions.delete(timer);
      if (!this.stopping) resume();
    }, ms);
    this.resumptions.add(timer);
  }

  private track(work: Promise<void>): Promise<void> {
    const done = work.finally(() => this.inHand.delete(done));
    this.inHand.add(done);
    return done;
  }

  private signOfLife(): void {
    this.lastSign = performance.now();
  }

  private watch(): void {
    const limit = 2 * this.times.sessionMs;
    this.watchdog = setInterval(() => {
      if (performance.now() - this.lastSign > limit) this.end(new SilentConsumerError(limit));
    }, this.times.heartbeatMs);
  }
}
