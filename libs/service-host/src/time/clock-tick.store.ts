import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';

/** Keeps the latest tick over a restart of a service under simulation. */
@Injectable()
export class ClockTickStore {
  constructor(private readonly sql: Sql) {}

  async save(now: Instant): Promise<void> {
    await this.sql.write(
      `insert into clock_tick as stored (now) values ($1)
       on conflict (singleton) do update set now = greatest(stored.now, excluded.now)`,
      [now],
    );
  }

  async latest(): Promise<Instant | undefined> {
    const [row] = await this.sql.rows<{ now: Date }>('select now from clock_tick');
    return row && toInstant(row.now);
  }
}
