import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { LOGGER, type HostLogger } from '@houtai/service-host';

const EVERY_MS = 3_600_000;
const AHEAD = 3;

/** Makes the days to come and drops those past keeping, by wall-clock: a simulation does not move them. */
@Injectable()
export class Days implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly sql: Sql,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.tend();
    this.timer = setInterval(() => (this.running = this.tend()), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async tend(): Promise<void> {
    try {
      await this.sql.rows('select create_webhook_days($1)', [AHEAD]);
      for (let gone = 1; gone > 0;) {
        const [row] = await this.sql.rows<{ gone: number }>('select drop_webhook_days() as gone');
        gone = row?.gone ?? 0;
      }
    } catch (error) {
      this.logger.error({ err: error }, 'the days of webhooks cannot be tended');
    }
  }
}
