import { Admin } from 'kafkajs';
import { MessagingConfig } from '../../messaging.config';
import { kafkaClient } from './kafka-client';
import { untilHosted } from './kafka-topics';

/** What is to be grown, and who is concerned. */
export interface GrowthPlan {
  /** Without prefix. */
  readonly topics: readonly string[];
  /** Their consumers are the groups `<service>.<consumer>`. */
  readonly services: readonly string[];
  /** The new number of partitions of each topic. */
  readonly partitions: number;
}

/**
 * Gives topics more partitions, while nothing is under way. A key may get another partition, and events of the key
 * keep their order only when those in the old one were consumed before the next is published: so no service may run.
 * One that runs goes on to publish by the old number for minutes.
 */
export class TopicGrowth {
  private readonly admin: Admin;
  private readonly topics: string[];
  private readonly groupPrefixes: string[];

  private constructor(
    { brokers, security, prefix }: MessagingConfig,
    private readonly plan: GrowthPlan,
  ) {
    this.admin = kafkaClient({ brokers, security, clientId: 'houtai-topic-growth' }).admin();
    this.topics = plan.topics.map((topic) => prefix + topic);
    this.groupPrefixes = plan.services.map((service) => `${prefix}${service}.`);
  }

  /** Throws when the bus has no partitions to grow, or does not answer. */
  static async open(config: MessagingConfig, plan: GrowthPlan): Promise<TopicGrowth> {
    if (config.bus !== 'kafka') throw new Error('only topics of Kafka can grow');
    const growth = new TopicGrowth(config, plan);
    await growth.admin.connect();
    return growth;
  }

  /** Why the topics cannot grow now, in words; empty when they can. */
  async refusals(): Promise<string[]> {
    const counts = await this.partitionCounts();
    const bigger = [...counts].filter(([, count]) => count > this.plan.partitions);
    return [
      ...bigger.map(([topic, count]) => `topic ${topic} has ${count} partitions already: it cannot shrink`),
      ...(await this.ofGroups()),
    ];
  }

  /** Names of the topics that were grown; those that have the number already are left alone. Throws when refused. */
  async grow(): Promise<string[]> {
    const refusals = await this.refusals();
    if (refusals.length > 0) throw new Error(refusals.join('; '));
    const counts = await this.partitionCounts();
    const smaller = this.topics.filter((topic) => (counts.get(topic) ?? 0) < this.plan.partitions);
    if (smaller.length === 0) return [];
    const count = this.plan.partitions;
    await this.admin.createPartitions({ topicPartitions: smaller.map((topic) => ({ topic, count })) });
    for (const topic of smaller) await untilHosted(this.admin, topic, count);
    return smaller;
  }

  async close(): Promise<void> {
    await this.admin.disconnect();
  }

  private async partitionCounts(): Promise<Map<string, number>> {
    const { topics } = await this.admin.fetchTopicMetadata({ topics: this.topics });
    return new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
  }

  private async ofGroups(): Promise<string[]> {
    const { groups } = await this.admin.listGroups();
    const ours = groups
      .map(({ groupId }) => groupId)
      .filter((group) => this.groupPrefixes.some((prefix) => group.startsWith(prefix)));
    if (ours.length === 0) return [];
    const described = await this.admin.describeGroups(ours);
    const refusals = described.groups
      .filter(({ members }) => members.length > 0)
      .map(
        ({ groupId, members }) => `consumer ${groupId} runs (${members.length} members): stop its service`,
      );
    for (const group of ours) {
      const lag = await this.lagOf(group);
      if (lag > 0) refusals.push(`consumer ${group} has not consumed ${lag} messages`);
    }
    return refusals;
  }

  /** Of the topics in which the group has a position. */
  private async lagOf(groupId: string): Promise<number> {
    const committed = await this.admin.fetchOffsets({ groupId, topics: this.topics });
    let lag = 0;
    for (const { topic, partitions } of committed) {
      if (partitions.every(({ offset }) => Number(offset) < 0)) continue;
      for (const { partition, high, low } of await this.admin.fetchTopicOffsets(topic)) {
        const at = Number(partitions.find((entry) => entry.partition === partition)?.offset ?? -1);
        lag += Number(high) - (at < 0 ? Number(low) : at);
      }
    }
    return lag;
  }
}
