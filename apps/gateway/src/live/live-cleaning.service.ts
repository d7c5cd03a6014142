import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, RepeatedWork, type HostLogger } from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import { LiveLogStore } from './live-log.store';
import { LiveTicketStore } from './live-ticket.store';

const EVERY_MS = 60_000;
const KEEP_MS = 60 * 60_000;

/** Removes what live updates need no more, once a minute. */
@Injectable()
export class LiveCleaning extends RepeatedWork {
  constructor(
    private readonly log: LiveLogStore,
    private readonly tickets: LiveTicketStore,
    private readonly clock: WallClock,
    @Inject(LOGGER) logger: HostLogger,
  ) {
    super('cleaning of live updates', EVERY_MS, logger);
  }

  protected async run(): Promise<void> {
    await this.log.prune(KEEP_MS);
    await this.tickets.forget(this.clock.now());
  }
}
