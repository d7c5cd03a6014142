export { currentCall, runInCall } from './call-context';
export type { CallContext } from './call-context';
export { framesOf, loggableError, tellError } from './loggable-error';
export { PlainError, isKnownMessage } from './loggable-message';
export { UnitOfWork } from './sql/unit-of-work.service';
export { Sql } from './sql/sql';
export { GuardedPool, OutsideOfReachError } from './sql/guarded-pool';
export { nameOf } from './sql/statement';
export { violatedConstraint } from './sql/violated-constraint';
export type { Explain } from './sql/transaction';
export { directConnection } from './direct-connection';
export { BoundedClient } from './bounded-client';
export { sessionLimits } from './session-limits';
export { Outbox, type StampedEvent } from './outbox/outbox.service';
export { outgoing } from './outbox/outgoing-event';
export type { OutgoingEvent } from './outbox/outgoing-event';
export { InvalidEventError } from './outbox/invalid-event.error';
export { OutboxRelay } from './outbox/outbox-relay.service';
export { DeadOutbox } from './outbox/dead-outbox.service';
export type { DeadEvent, DeadEventDetails } from './outbox/dead-outbox.service';
export { EventContext } from './consume/event-context';
export type { ReceivedEvent } from './consume/event-context';
export { OnEvents, type OnEventsOptions } from './consume/on-events.decorator';
export type { Received } from './consume/received';
export { HoutaiTransport } from './consume/houtai-transport.service';
export { TransientError, isTransient } from './consume/transient-error';
export { ParkedMessages } from './consume/parked-messages.service';
export { UndecodableMessages } from './consume/undecodable-messages.service';
export type {
  UndecodableMessage,
  UndecodableMessageDetails,
  UndecodableQuery,
  UndecodableReplay,
  UndecodableStatus,
} from './consume/undecodable-message';
export type {
  ParkedMessage,
  ParkedMessageDetails,
  ParkedQuery,
  ParkedStatus,
  ReplayResult,
} from './consume/parked-message';
export { EVENT_BUS, UnsendableMessageError } from './bus/event-bus';
export type {
  BatchOutcome,
  BusMessage,
  DeliveredMessage,
  EventBus,
  PartitionBatch,
  Subscription,
  SubscriptionOptions,
} from './bus/event-bus';
export { ON_FATAL_BUS_ERROR } from './bus/bus-lifecycle.service';
export { createEventBus } from './bus/create-event-bus';
export { TopicGrowth, type GrowthPlan } from './bus/kafka/topic-growth';
export { UndecodableMessageError, decodeEvent, encodeEvent } from './bus/cloud-event';
export type { EventAttributes } from './bus/cloud-event';
export { MessagingModule } from './messaging.module';
export { MESSAGING_CONFIG, messagingConfig } from './messaging.config';
export { readKafkaSecurity, type KafkaSecurity, type KafkaSecuritySettings } from './kafka-security';
export { readTls, tlsVariable, type TlsKeys, type TlsSettings } from './tls-files';
export type { MessagingConfig, MessagingOptions } from './messaging.config';
export { MESSAGING_MIGRATIONS_DIR } from './migrations-directory';
export { MessagingStatus } from './messaging-status.service';
export type { ConsumerStatus, DrainedSnapshot, MessagingSnapshot } from './messaging-status.service';
