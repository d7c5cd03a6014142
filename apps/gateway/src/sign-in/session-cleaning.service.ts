import { Inject, Injectable } from '@nestjs/common';
import { addDays } from '@houtai/domain-kit';
import { LOGGER, RepeatedWork, type HostLogger } from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import { SESSION_DAYS } from './refresh-token';
import { SessionStore } from './session.store';
import { SignInFailureStore } from './sign-in-failure.store';

/** Often, because guessing makes records. */
const EVERY_MS = 60_000;
const MOST_FAILURE_RECORDS = 100_000;

/** Removes old refresh tokens and records of failures once a minute. */
@Injectable()
export class SessionCleaning extends RepeatedWork {
  constructor(
    private readonly store: SessionStore,
    private readonly failures: SignInFailureStore,
    private readonly clock: WallClock,
    @Inject(LOGGER) logger: HostLogger,
  ) {
    super('cleaning of sessions', EVERY_MS, logger);
  }

  protected async run(): Promise<void> {
    const now = this.clock.now();
    await this.failures.forget(now, MOST_FAILURE_RECORDS);
    await this.store.forget(addDays(now, -SESSION_DAYS));
  }
}
