import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MessagingModule } from '@houtai/messaging';
import { AccessGuard } from './auth/access.guard';
import { databaseOptions } from './database/database-options';
import { Drain } from './drain.service';
import { clockAdvancedConsumer } from './due-work/clock-advanced.consumer';
import { DueItemMetrics } from './due-work/due-item-metrics.service';
import { DueWorkPoller } from './due-work/due-work-poller.service';
import { AcceptableGuard } from './http/acceptable.guard';
import { HealthController } from './health/health.controller';
import { Readiness, REQUIRED_MIGRATIONS } from './health/readiness.service';
import { HostCoreModule, type HostParts } from './host-core.module';
import { ExpiredIdempotencyKeys } from './idempotency/expired-keys.service';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { IdempotencyKeyStore } from './idempotency/idempotency-key.store';
import { OpenApiController } from './openapi/openapi.controller';
import { OpenApiDocument } from './openapi/openapi.service';
import { BusStatusController } from './operations/bus-status.controller';
import { DeadEventsController } from './operations/dead-events.controller';
import { DueItemsController } from './operations/due-items.controller';
import { ParkedMessagesController } from './operations/parked-messages.controller';
import { UndecodableMessagesController } from './operations/undecodable-messages.controller';
import { ProblemFilter } from './problems/problem.filter';
import { BusMetrics } from './telemetry/bus-metrics.service';
import { MetricsController } from './telemetry/metrics.controller';
import { LatestTick } from './time/latest-tick.service';
import { RequestValidationPipe } from './validation/request-validation.pipe';

export interface HostModuleParts extends HostParts {
  requiredMigrations: readonly string[];
}

/** Root of the application: the service's module with everything around it. */
@Module({})
export class HostModule {
  static forService(parts: HostModuleParts): DynamicModule {
    const { options, config, requiredMigrations } = parts;
    const simulated = config.mode === 'simulated';
    const timekeeping: Provider[] = simulated ? [LatestTick] : [DueWorkPoller];
    const consumers: Type<unknown>[] = simulated ? [clockAdvancedConsumer(options.name)] : [];
    return {
      module: HostModule,
      imports: [
        HostCoreModule.forService(parts),
        TypeOrmModule.forRoot(databaseOptions(options.name, config)),
        MessagingModule.forRoot({ service: options.name }),
        TerminusModule.forRoot({ logger: false }),
        options.module,
        ...(options.testRealm ? [options.testRealm.module] : []),
      ],
      controllers: [
        HealthController,
        MetricsController,
        OpenApiController,
        BusStatusController,
        ParkedMessagesController,
        UndecodableMessagesController,
        DeadEventsController,
        DueItemsController,
        ...consumers,
      ],
      providers: [
        { provide: REQUIRED_MIGRATIONS, useValue: requiredMigrations },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: AcceptableGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_PIPE, useClass: RequestValidationPipe },
        ProblemFilter,
        { provide: APP_FILTER, useExisting: ProblemFilter },
        Readiness,
        Drain,
        BusMetrics,
        DueItemMetrics,
        OpenApiDocument,
        IdempotencyKeyStore,
        ExpiredIdempotencyKeys,
        ...timekeeping,
      ],
    };
  }
}
