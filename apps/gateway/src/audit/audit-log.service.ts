import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { runInCall } from '@houtai/messaging';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import type { AuditEntry } from './audit.dto';
import { AuditStore } from './audit.store';

const WRITE_EVERY_MS = 200;
const BATCH = 1000;
const RETRY_MS = 1000;
/** Entries waiting for the database beyond which no more changes are taken. */
const MOST_WAITING = 50_000;
const LAST_ATTEMPTS = 5;

/**
 * The audit trail. Entries wait in memory for a fifth of a second at most and are written many at a time, off the path of
 * the requests; the last ones are written before the database is closed.
 */
@Injectable()
export class AuditLog implements OnApplicationShutdown {
  private waiting: AuditEntry[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private closing = false;

  constructor(
    private readonly store: AuditStore,
    private readonly clock: WallClock,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  record(entry: Omit<AuditEntry, 'at'>): void {
    this.waiting.push({ at: this.clock.now(), ...entry });
    this.writeIn(WRITE_EVERY_MS);
  }

  isFull(): boolean {
    return this.waiting.length >= MOST_WAITING;
  }

  /** By now all requests are answered, and service-host closes the database after this. */
  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearTimeout(this.timer);
    await this.writing;
    for (let attempt = 1; attempt <= LAST_ATTEMPTS && this.waiting.length > 0; attempt += 1) {
      if (attempt > 1) await delay(RETRY_MS);
      await this.write();
    }
    for (const entry of this.waiting) this.writeToLog(entry);
  }

  /** A timer that has fired stands in nobody's way, also when a writing is still under way. */
  private writeIn(ms: number): void {
    if (this.closing) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.write();
    }, ms);
  }

  private write(): Promise<void> {
    // for all who wait, whoever's request it was that set the clock
    this.writing ??= runInCall(undefined, () => this.writeAll()).finally(() => {
      this.writing = undefined;
    });
    return this.writing;
  }

  private async writeAll(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // A batch the database refuses is halved until the culprit stands alone, so that one entry holds up no other.
    for (let size = BATCH; this.waiting.length > 0;) {
      const batch = this.waiting.slice(0, size);
      try {
        await this.store.add(batch);
        size = BATCH;
      } catch (error) {
        if (!isAboutTheEntries(error)) return this.tryLater(error);
        size = Math.ceil(batch.length / 2);
        if (batch.length > 1) continue;
        for (const entry of batch) this.writeToLog(entry, error);
      }
      this.waiting = this.waiting.slice(batch.length);
    }
  }

  private tryLater(error: unknown): void {
    this.logger.error({ err: error, waiting: this.waiting.length }, 'audit trail cannot be written');
    this.writeIn(RETRY_MS);
  }

  /** The log is the last place where it is safe. */
  private writeToLog(entry: AuditEntry, error?: unknown): void {
    this.logger.error({ audit: entry, err: error }, 'audit entry could not be written');
  }
}

/** Data the database does not take, a broken constraint, a row too large: not a database that is away. */
function isAboutTheEntries(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(22|23|54)/.test(code);
}
