import { Admin, Kafka } from 'kafkajs';
import { BusMessage, EventBus, Subscription, SubscriptionOptions } from '../event-bus';
import { KafkaAccess, kafkaClient } from './kafka-client';
import { KafkaPublisher } from './kafka-publisher';
import { SessionTimes } from './kafka-session';
import { KafkaSubscription, SESSION_TIMES } from './kafka-subscription';
import { ensureKafkaTopics } from './kafka-topics';
import { within } from './within';

export interface KafkaBusOptions extends KafkaAccess {
  /** Put before every topic and group. */
  prefix: string;
  replication: number;
  times?: Partial<SessionTimes>;
}

/** Longest a question to the brokers may take; kafkajs alone would ask for most of a minute. */
const ANSWER_MS = 8_000;

/** The bus on Apache Kafka. */
export class KafkaBus implements EventBus {
  readonly kind = 'kafka';
  private readonly kafka: Kafka;
  private readonly publisher: KafkaPublisher;
  private readonly subscriptions = new Set<Subscription>();
  private connectedAdmin: Promise<Admin> | undefined;

  constructor(private readonly options: KafkaBusOptions) {
    this.kafka = kafkaClient(options);
    this.publisher = new KafkaPublisher(options, options.prefix);
  }

  ensureTopics(topics: readonly string[], partitions: number): Promise<void> {
    const { prefix, replication } = this.options;
    const names = topics.map((topic) => prefix + topic);
    return this.withAdmin(async (admin) =>
      ensureKafkaTopics(await admin, names, { partitions, replication }),
    );
  }

  publish(messages: readonly BusMessage[]): Promise<void> {
    return this.publisher.publish(messages);
  }

  subscribe(options: SubscriptionOptions): Subscription {
    const subscription = new KafkaSubscription(options, {
      kafka: this.kafka,
      prefix: this.options.prefix,
      times: { ...SESSION_TIMES, ...this.options.times },
      lag: (group, topics) => this.lag(group, topics),
      ping: () => this.ping(),
    });
    this.subscriptions.add(subscription);
    return subscription;
  }

  ping(): Promise<boolean> {
    return this.ask((admin) => admin.describeCluster()).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.publisher.close();
    await this.dropAdmin(this.connectedAdmin);
  }

  private lag(group: string, names: readonly string[]): Promise<number> {
    const topics = names.map((name) => this.options.prefix + name);
    return this.ask(async (admin) => {
      // committed first: the ends read after it can only be too high, never too low
      const committed = await admin.fetchOffsets({ groupId: this.options.prefix + group, topics });
      const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
      return topics.reduce((sum, topic, i) => {
        const offsets = committed.find((entry) => entry.topic === topic)?.partitions ?? [];
        return (ends[i] ?? []).reduce((partial, { partition, high, low }) => {
          const at = Number(offsets.find((entry) => entry.partition === partition)?.offset ?? -1);
          return partial + Number(high) - (at < 0 ? Number(low) : at);
        }, sum);
      }, 0);
    });
  }

  /** Like {@link withAdmin}, but throws when the brokers do not answer in time. */
  private ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    return this.withAdmin((admin) => within(ANSWER_MS, admin.then(question)));
  }

  private async withAdmin<T>(work: (admin: Promise<Admin>) => Promise<T>): Promise<T> {
    const admin = (this.connectedAdmin ??= this.connectAdmin());
    try {
      return await work(admin);
    } catch (error) {
      // not awaited: a broker that does not answer does not take leave either
      void this.dropAdmin(admin);
      throw error;
    }
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }

  private async dropAdmin(old: Promise<Admin> | undefined): Promise<void> {
    if (this.connectedAdmin === old) this.connectedAdmin = undefined;
    await old?.then((admin) => admin.disconnect()).catch(() => undefined);
  }
}
