import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { runInCall } from '@houtai/messaging';
import { LOGGER, type HostLogger } from '@houtai/service-host';

const WRITE_EVERY_MS = 60_000;
const WRITE = `
  update api_key k set last_used_at = u.at
    from unnest($1::uuid[], $2::timestamptz[]) u (key_id, at)
   where k.key_id = u.key_id and (k.last_used_at is null or k.last_used_at < u.at)`;

/** When each key was last used, to the minute: noted in memory, written once a minute for all of them. */
@Injectable()
export class LastUses implements OnApplicationShutdown {
  private noted = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  note(keyId: string, at: string): void {
    this.noted.set(keyId, `${at.slice(0, 16)}:00.000Z`);
    // for all keys, whoever's request it was that set the clock
    this.timer ??= runInCall(undefined, () => setTimeout(() => void this.write(), WRITE_EVERY_MS).unref());
  }

  async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const noted = this.noted;
    if (noted.size === 0) return;
    this.noted = new Map();
    try {
      // In one order everywhere: two instances that write at once must not wait for each other.
      const ids = [...noted.keys()].sort();
      await this.dataSource.query(WRITE, [ids, ids.map((id) => noted.get(id))]);
    } catch (error) {
      this.logger.warn({ err: error }, 'last uses of keys could not be written');
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.write();
  }
}
