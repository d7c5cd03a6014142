import { Logger } from '@nestjs/common';
import { Kafka } from 'kafkajs';
import { backOff } from '../../back-off';
import { Subscription, SubscriptionOptions } from '../event-bus';
import { mayPass } from './kafka-errors';
import { KafkaSession, SessionTimes, SilentConsumerError } from './kafka-session';

export const SESSION_TIMES: SessionTimes = { sessionMs: 10_000, heartbeatMs: 1_000, fetchWaitMs: 500 };

/** Enough for all that a fetch brings: what arrives at once shares a transaction. */
const PARTITIONS_AT_ONCE = 60;
/** Silences in a row, with a broker that answers, after which a new consumer will not help either. */
const SILENCES_ALLOWED = 2;
/** A consumer that sent heartbeats for so many sessions was well: an earlier silence has nothing to do with its own. */
const HEALTHY_SESSIONS = 3;

export interface SubscriptionTools {
  kafka: Kafka;
  prefix: string;
  times: SessionTimes;
  lag(group: string, topics: readonly string[]): Promise<number>;
  ping(): Promise<boolean>;
}

/** Keeps one consumer of a group alive: a session that ends is followed by a new one, unless that is hopeless. */
export class KafkaSubscription implements Subscription {
  readonly ready: Promise<void>;
  private readonly log = new Logger('KafkaSubscription');
  private session: KafkaSession | undefined;
  private reason: string | undefined = 'not joined yet';
  private stopping = false;
  private wake: () => void = () => undefined;
  private readonly done: Promise<void>;

  constructor(
    private readonly options: SubscriptionOptions,
    private readonly tools: SubscriptionTools,
  ) {
    let joined: () => void = () => undefined;
    let failed: (reason: Error) => void = () => undefined;
    this.ready = new Promise((resolve, reject) => {
      joined = resolve;
      failed = reject;
    });
    this.ready.catch(() => undefined);
    this.done = this.supervise(joined, failed);
  }

  health(): { healthy: boolean; reason?: string } {
    return this.reason === undefined ? { healthy: true } : { healthy: false, reason: this.reason };
  }

  lag(): Promise<number> {
    return this.tools.lag(this.options.group, this.options.topics);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.reason = 'stopped';
    this.wake();
    await this.session?.stop();
    await this.done;
  }

  private async supervise(joined: () => void, failed: (reason: Error) => void): Promise<void> {
    let failures = 0;
    let silences = 0;
    while (!this.stopping) {
      const { kafka, prefix, times } = this.tools;
      const session = new KafkaSession(kafka, prefix, this.options, times, PARTITIONS_AT_ONCE);
      this.session = session;
      const startedAt = Date.now();
      const end = await this.live(session, joined);
      if (this.stopping) break;
      if (this.reason !== end.message) this.log.warn(`${this.options.group}: ${end.message}`);
      this.reason = end.message;
      await session.stop();
      if (session.aliveMs() > HEALTHY_SESSIONS * times.sessionMs) silences = 0;
      silences = end instanceof SilentConsumerError && (await this.tools.ping()) ? silences + 1 : 0;
      if (silences >= SILENCES_ALLOWED || !(end instanceof SilentConsumerError || mayPass(end))) {
        failed(end);
        this.options.onFatal(end);
        return;
      }
      failures = Date.now() - startedAt > 60_000 ? 1 : failures + 1;
      await this.pause(backOff(failures, 200, 5_000));
    }
    failed(new Error('stopped before the group was joined'));
  }

  private async live(session: KafkaSession, joined: () => void): Promise<Error> {
    const stopped = this.stopped();
    try {
      const ended = await Promise.race([session.start(), stopped]);
      if (ended) return ended;
      this.reason = undefined;
      joined();
      return await Promise.race([session.ended, stopped]);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private stopped(): Promise<Error> {
    return new Promise((resolve) => {
      this.wake = () => resolve(new Error('stopped'));
      if (this.stopping) this.wake();
    });
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
