import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { runInCall } from '@houtai/messaging';
import { DataSource } from 'typeorm';
import { IDS, type IdSource } from '../ids/id-source';
import { LOGGER, type HostLogger } from '../telemetry/host-logger';
import { CLOCK, type Clock } from '../time/clock';
import { DueWorkRegistry } from './due-work-registry';

const INTERVAL_MS = 1000;
const SILENCE_ALLOWED_MS = 12_000;
const SIGN_OF_LIFE_MS = 3_000;

/** Live mode: looks for due work every second. Of several instances one at a time works, the others pass. */
@Injectable()
export class DueWorkPoller implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly database: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.running = this.poll().finally(() => this.schedule());
    }, INTERVAL_MS);
  }

  private async poll(): Promise<void> {
    if (this.registry.names().length === 0) return;
    const session = this.database.createQueryRunner();
    try {
      await session.connect();
      // A session lock: it is gone with the connection, so a frozen or killed leader never blocks its successor.
      const lock = `hashtextextended('houtai-due-work', 0)`;
      const [row] = (await session.query(`select pg_try_advisory_lock(${lock}) as leader`)) as {
        leader: boolean;
      }[];
      if (!row?.leader) return;
      // Without a sign of life the session ends: an instance that was stopped holds its successor up for so long.
      await session.query(`set idle_session_timeout = ${SILENCE_ALLOWED_MS}`);
      const leads = () => session.query('select 1').then(() => true);
      const signs = setInterval(() => void leads().catch(() => undefined), SIGN_OF_LIFE_MS);
      try {
        // One that was stopped amid its work has lost the lead: it fails here instead of working beside its successor.
        const mayGoOn = async () => !this.stopping && (await leads());
        await runInCall({ correlationId: this.ids.next() }, () =>
          this.registry.runEach(this.clock.now(), mayGoOn),
        );
      } finally {
        clearInterval(signs);
        await session.query(`select pg_advisory_unlock(${lock}); reset idle_session_timeout`);
      }
    } catch (error) {
      this.logger.error({ err: error }, 'polling for due work failed');
    } finally {
      await session.release();
    }
  }
}
