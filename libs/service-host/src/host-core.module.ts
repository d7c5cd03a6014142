import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import {
  MESSAGING_CONFIG,
  ON_FATAL_BUS_ERROR,
  readKafkaSecurity,
  type MessagingConfig,
} from '@houtai/messaging';
import { kafkaSecurityOf } from './config/kafka-security-settings';
import { ServiceConfig } from './config/service-config';
import { databaseTls } from './database/database-tls';
import { TokenVerifier } from './auth/token-verifier';
import { Draining } from './draining.service';
import { DueItemLoop } from './due-work/due-item-loop.service';
import { DueWorkRegistry } from './due-work/due-work-registry';
import { FailedItemStore } from './due-work/failed-item.store';
import { ReadinessParts } from './health/readiness-parts.service';
import { DeclaredMethods } from './http/declared-methods';
import { IDS, type IdSource } from './ids/id-source';
import { EVERY_ERROR, everyError } from './problems/every-error';
import { SecretBox } from './secrets/secret-box';
import type { ServiceOptions } from './service-options';
import { LOGGER, type HostLogger } from './telemetry/host-logger';
import { Metrics } from './telemetry/metrics.service';
import { CLOCK } from './time/clock';
import { ClockTickStore } from './time/clock-tick.store';
import { LiveClock } from './time/live-clock';
import { SimulatedClock } from './time/simulated-clock';

export interface HostParts {
  options: ServiceOptions;
  config: ServiceConfig;
  logger: HostLogger;
  ids: IdSource;
  methods: DeclaredMethods;
  /** The bus cannot recover: the process has to be started again. */
  onFatal: (reason: Error) => void;
}

/** What every module of a service may inject. */
@Module({})
export class HostCoreModule {
  static forService({ options, config, logger, ids, onFatal, methods }: HostParts): DynamicModule {
    const providers: Provider[] = [
      { provide: options.config, useValue: config },
      { provide: LOGGER, useValue: logger },
      { provide: IDS, useValue: ids },
      { provide: DeclaredMethods, useValue: methods },
      { provide: EVERY_ERROR, useValue: everyError(options.errors) },
      { provide: SecretBox, useFactory: () => new SecretBox(config.dataKey, config.sealFormat) },
      { provide: TokenVerifier, useFactory: () => TokenVerifier.fromConfig(config) },
      { provide: MESSAGING_CONFIG, useValue: busConfig(config) },
      { provide: ON_FATAL_BUS_ERROR, useValue: onFatal },
      SimulatedClock,
      config.mode === 'simulated'
        ? { provide: CLOCK, useExisting: SimulatedClock }
        : { provide: CLOCK, useClass: LiveClock },
      ClockTickStore,
      FailedItemStore,
      DueItemLoop,
      DueWorkRegistry,
      Metrics,
      Draining,
      ReadinessParts,
    ];
    if (options.config !== ServiceConfig)
      providers.push({ provide: ServiceConfig, useExisting: options.config });
    const exported = providers.map((provider) =>
      typeof provider === 'function' ? provider : provider.provide,
    );
    return {
      module: HostCoreModule,
      imports: [DiscoveryModule],
      global: true,
      providers,
      exports: exported,
    };
  }
}

function busConfig(config: ServiceConfig): MessagingConfig {
  return {
    bus: config.bus,
    brokers: config.kafkaBrokers.split(',').filter(Boolean),
    busUrl: config.busUrl || undefined,
    busTls: databaseTls(config),
    partitions: config.busPartitions,
    replication: config.kafkaReplication,
    security: readKafkaSecurity(kafkaSecurityOf(config)).security,
    prefix: config.busPrefix,
  };
}
