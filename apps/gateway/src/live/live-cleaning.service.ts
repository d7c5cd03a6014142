import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import { LiveLogStore } from './live-log.store';
import { LiveTicketStore } from './live-ticket.store';

const EVERY_MS = 60_000;
const KEEP_MS = 60 * 60_000;

/** Removes what live updates need no more, once a minute. */
@Injectable()
export class LiveCleaning implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly log: LiveLogStore,
    private readonly tickets: LiveTicketStore,
    private readonly clock: WallClock,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.clean();
    }, EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async clean(): Promise<void> {
    try {
      await this.log.prune(KEEP_MS);
      await this.tickets.forget(this.clock.now());
    } catch (error) {
      this.logger.warn({ err: error }, 'cleaning of live updates failed; tried again in a minute');
    }
  }
}
