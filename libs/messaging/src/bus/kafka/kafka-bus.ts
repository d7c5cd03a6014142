import { Admin, Kafka } from 'kafkajs';
import { BusMessage, EventBus, Subscription, SubscriptionOptions } from '../event-bus';
import { KafkaAccess, kafkaClient } from './kafka-client';
import { KafkaPublisher } from './kafka-publisher';
import { SessionTimes } from './kafka-session';
import { KafkaSubscription, SESSION_TIMES } from './kafka-subscription';
import { ensureKafkaTopics } from './kafka-topics';

export interface KafkaBusOptions extends KafkaAccess {
  /** Put before every topic and group. */
  prefix: string;
  replication: number;
  times?: Partial<SessionTimes>;
}

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
    return this.withAdmin((admin) => ensureKafkaTopics(admin, names, { partitions, replication }));
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
    return this.withAdmin((admin) => admin.describeCluster()).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()));
    await this.publisher.close();
    await this.dropAdmin();
  }

  private lag(group: string, names: readonly string[]): Promise<number> {
    const topics = names.map((name) => this.options.prefix + name);
    return this.withAdmin(async (admin) => {
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

  private async withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    this.connectedAdmin ??= this.connectAdmin();
    try {
      return await work(await this.connectedAdmin);
    } catch (error) {
      await this.dropAdmin();
      throw error;
    }
  }

  private async connectAdmin(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }

  private async dropAdmin(): Promise<void> {
    const old = this.connectedAdmin;
    this.connectedAdmin = undefined;
    await old?.then((admin) => admin.disconnect()).catch(() => undefined);
  }
}
