import type { Sql } from '@houtai/messaging';
import { toInstant, type Instant } from '@houtai/domain-kit';

/** Keeps the latest tick over a restart of a service under simulation. */
export class ClockTickStore {
  async save(sql: Sql, now: Instant): Promise<void> {
    await sql.rows(
      `insert into clock_tick as stored (now) values ($1)
       on conflict (singleton) do update set now = greatest(stored.now, excluded.now)`,
      [now],
    );
  }

  async latest(sql: Sql): Promise<Instant | undefined> {
    const [row] = await sql.rows<{ now: Date }>('select now from clock_tick');
    return row && toInstant(row.now);
  }
}
