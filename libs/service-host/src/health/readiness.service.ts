import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorFunction } from '@nestjs/terminus';
import { MessagingStatus, tellError } from '@houtai/messaging';
import { DataSource } from 'typeorm';
import { ReadinessParts, type ReadinessPart } from './readiness-parts.service';

/** Injection token: names of the migrations this build of the service needs. */
export const REQUIRED_MIGRATIONS = Symbol('houtai:required-migrations');

const ANSWER_WITHIN_MS = 2000;

/** What has to work before the service may be sent requests. */
@Injectable()
export class Readiness {
  private stopping = false;

  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly database: DataSource,
    private readonly messaging: MessagingStatus,
    private readonly parts: ReadinessParts,
    @Inject(REQUIRED_MIGRATIONS) private readonly migrations: readonly string[],
  ) {}

  /** From now on unready, so that balancers look elsewhere while the last requests are answered. */
  stop(): void {
    this.stopping = true;
  }

  checks(): HealthIndicatorFunction[] {
    return [
      () => this.process(),
      () => this.databaseAnswers(),
      () => this.migrationsDone(),
      () => this.bus(),
      ...this.parts.all().map((part) => () => this.part(part)),
    ];
  }

  private part({ name, state }: ReadinessPart) {
    const indicator = this.indicators.check(name);
    const { ready, details } = state();
    return ready ? indicator.up(details) : indicator.down(details);
  }

  private process() {
    const indicator = this.indicators.check('process');
    return this.stopping ? indicator.down('shutting down') : indicator.up();
  }

  private async databaseAnswers() {
    const indicator = this.indicators.check('database');
    try {
      await inTime(this.database.query('select 1'));
      return indicator.up();
    } catch (error) {
      return indicator.down(tellError(error));
    }
  }

  private async migrationsDone() {
    const indicator = this.indicators.check('migrations');
    try {
      const rows = await inTime(
        this.database.query<{ name: string }[]>('select name from migrations where name = any($1)', [
          this.migrations,
        ]),
      );
      const done = new Set(rows.map(({ name }) => name));
      const missing = this.migrations.filter((name) => !done.has(name));
      return missing.length === 0 ? indicator.up() : indicator.down(`missing: ${missing.join(', ')}`);
    } catch (error) {
      return indicator.down(tellError(error));
    }
  }

  /**
   * Told, not demanded: without the bus a service still takes commands, its outbox keeps the events. What exactly is
   * wrong stands in `/internal/bus`, for those who may read it.
   */
  private bus() {
    const working = this.messaging.faults().length === 0;
    return this.indicators.check('bus').up({ working });
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_WITHIN_MS} ms`)), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
