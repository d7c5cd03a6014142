import { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { PlainError } from '../../loggable-message';
import { DeliveredMessage, PartitionBatch, SubscriptionOptions } from '../event-bus';
import { deliveredMessage } from './kafka-message';
import { isRebalance } from './kafka-errors';
import { OffsetCommitter } from './offset-committer';
import { within } from './within';

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

/** Sessions without a heartbeat after which a member of a group counts as silent. */
const SILENT_SESSIONS = 2;
/** The same before it has joined: the others may take half a minute to notice that the group is dealt anew. */
const JOIN_SESSIONS = 6;
const FAREWELL_MS = 5_000;

/** Nothing was heard of the consumer for longer than there is a reason for. */
export class SilentConsumerError extends PlainError {
  constructor(ms: number) {
    super(`no heartbeat for ${ms} ms`);
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
    this.watch();
    const begun = this.connectAndRun().then(() => joined);
    begun.catch(() => undefined);
    await Promise.race([begun, this.ended.then((reason) => Promise.reject(reason))]);
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
    // a client in trouble may wait for ever to take leave; it handles nothing any more, so the next one may begin
    await within(FAREWELL_MS, this.committer.close()).catch(() => undefined);
    await within(FAREWELL_MS, this.consumer.disconnect()).catch(() => undefined);
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
    this.watchdog = setInterval(() => {
      const limit = (this.joinedAt === undefined ? JOIN_SESSIONS : SILENT_SESSIONS) * this.times.sessionMs;
      if (performance.now() - this.lastSign > limit) this.end(new SilentConsumerError(limit));
    }, this.times.heartbeatMs);
  }
}
