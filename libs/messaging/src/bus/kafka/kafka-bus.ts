import { BusMessage, EventBus, Subscription, SubscriptionOptions } from '../event-bus';

export interface KafkaBusOptions {
  brokers: string[];
  clientId: string;
  prefix: string;
  replication: number;
}

export declare class KafkaBus implements EventBus {
  readonly kind: 'kafka';
  constructor(options: KafkaBusOptions);
  ensureTopics(topics: readonly string[], partitions: number): Promise<void>;
  publish(messages: readonly BusMessage[]): Promise<void>;
  subscribe(options: SubscriptionOptions): Subscription;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}
