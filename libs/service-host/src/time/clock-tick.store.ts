import type { EntityManager } from 'typeorm';
import { toInstant, type Instant } from '@houtai/domain-kit';

/** Keeps the latest tick over a restart of a service under simulation. */
export class ClockTickStore {
  async save(sql: EntityManager, now: Instant): Promise<void> {
    await sql.query(
      `insert into clock_tick as stored (now) values ($1)
       on conflict (singleton) do update set now = greatest(stored.now, excluded.now)`,
      [now],
    );
  }

  async latest(sql: EntityManager): Promise<Instant | undefined> {
    const [row] = await sql.query<{ now: Date }[]>('select now from clock_tick');
    return row && toInstant(row.now);
  }
}
