import { BusMessage, EventBus, Subscription, SubscriptionOptions } from '../event-bus';

export interface EmbeddedBusOptions {
  url: string;
  clientId: string;
  prefix: string;
}

export declare class EmbeddedBus implements EventBus {
  readonly kind: 'embedded';
  constructor(options: EmbeddedBusOptions);
  ensureTopics(topics: readonly string[], partitions: number): Promise<void>;
  publish(messages: readonly BusMessage[]): Promise<void>;
  subscribe(options: SubscriptionOptions): Subscription;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}
