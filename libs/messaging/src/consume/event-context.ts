import { Instant } from '@houtai/domain-kit';
import { BaseRpcContext } from '@nestjs/microservices';

/** An event as a consumer sees it. */
export interface ReceivedEvent<T = unknown> {
  id: string;
  type: string;
  /** `houtai/<service>` that published it. */
  source: string;
  topic: string;
  partition: number;
  /** Decimal text. */
  offset: string;
  /** Id of the aggregate. */
  key: string;
  /** Business time the event happened. */
  time: Instant;
  aggregateVersion: number;
  correlationId: string;
  causationId?: string;
  traceparent?: string;
  /** Of the catalogue by which its producer has checked the data. */
  catalogueVersion?: string;
  data: T;
}

/** Second argument (`@Ctx()`) of every event handler. */
export class EventContext extends BaseRpcContext<[ReceivedEvent, string]> {
  constructor(
    readonly event: ReceivedEvent,
    readonly consumer: string,
  ) {
    super([event, consumer]);
  }
}
