import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { addDays } from '@houtai/domain-kit';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import { SESSION_DAYS } from './refresh-token';
import { SessionStore } from './session.store';
import { SignInFailureStore } from './sign-in-failure.store';

/** Often, because guessing makes records. */
const EVERY_MS = 60_000;
const MOST_FAILURE_RECORDS = 100_000;

/** Removes old refresh tokens and records of failures once a minute. */
@Injectable()
export class SessionCleaning implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: SessionStore,
    private readonly failures: SignInFailureStore,
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
    const now = this.clock.now();
    try {
      await this.failures.forget(now, MOST_FAILURE_RECORDS);
      await this.store.forget(addDays(now, -SESSION_DAYS));
    } catch (error) {
      this.logger.warn({ err: error }, 'cleaning of sessions failed; tried again in a minute');
    }
  }
}
