import { DynamicModule, Module } from '@nestjs/common';
import { BusLifecycle } from './bus/bus-lifecycle.service';
import { createEventBus } from './bus/create-event-bus';
import { EVENT_BUS } from './bus/event-bus';
import { ConsumerRegistry } from './consume/consumer-registry.service';
import { GapWatch } from './consume/gap-watch.service';
import { HoutaiTransport } from './consume/houtai-transport.service';
import { ParkedMessages } from './consume/parked-messages.service';
import { UndecodableMessages } from './consume/undecodable-messages.service';
import {
  MESSAGING_CONFIG,
  MESSAGING_OPTIONS,
  MessagingConfig,
  MessagingOptions,
  RESOLVED_MESSAGING_CONFIG,
  messagingConfig,
} from './messaging.config';
import { MessagingStatus } from './messaging-status.service';
import { DeadOutbox } from './outbox/dead-outbox.service';
import { OutboxRelay } from './outbox/outbox-relay.service';
import { Outbox } from './outbox/outbox.service';
import { RelaySignal } from './outbox/relay-signal.service';
import { Sql } from './sql/sql';
import { UnitOfWork } from './sql/unit-of-work.service';

const PUBLIC = [
  UnitOfWork,
  Sql,
  Outbox,
  ParkedMessages,
  UndecodableMessages,
  DeadOutbox,
  MessagingStatus,
  HoutaiTransport,
  EVENT_BUS,
];

/**
 * Messaging of one service, global. It needs TypeORM's `DataSource` with the migrations of this library
 * applied. The host connects the transport: `app.connectMicroservice({ strategy: app.get(HoutaiTransport) })`.
 */
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: MESSAGING_OPTIONS, useValue: options },
        {
          provide: RESOLVED_MESSAGING_CONFIG,
          inject: [{ token: MESSAGING_CONFIG, optional: true }],
          useFactory: (given?: MessagingConfig) => given ?? messagingConfig(),
        },
        {
          provide: EVENT_BUS,
          inject: [RESOLVED_MESSAGING_CONFIG],
          useFactory: (config: MessagingConfig) => createEventBus(config, options.service),
        },
        UnitOfWork,
        { provide: Sql, inject: [UnitOfWork], useFactory: ({ sql }: UnitOfWork) => sql },
        RelaySignal,
        Outbox,
        OutboxRelay,
        DeadOutbox,
        BusLifecycle,
        ConsumerRegistry,
        HoutaiTransport,
        ParkedMessages,
        UndecodableMessages,
        GapWatch,
        MessagingStatus,
      ],
      exports: PUBLIC,
    };
  }
}
