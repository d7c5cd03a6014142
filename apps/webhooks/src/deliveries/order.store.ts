import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';

/** The order of messages: that of commits among those of a partner, and that of versions on an ordered endpoint. */
@Injectable()
export class OrderStore {
  constructor(private readonly sql: Sql) {}

  /**
   * Lets nobody else add, end or order messages of these partners until the transaction ends.
   * @returns the time of the database, which all times of deliveries go by
   */
  async lock(partnerIds: readonly string[]): Promise<Instant> {
    const sorted = [...new Set(partnerIds)].sort();
    const rows = await this.sql.rows<{ now: Date }>(
      'select webhook_lock(p), clock_timestamp() as now from unnest($1::uuid[]) p',
      [sorted],
    );
    return toInstant(rows.at(-1)?.now ?? new Date());
  }

  /** Frees the first of each subject and holds the others back. @param subjects all when absent */
  async arrange(endpointId: string, subjects?: readonly string[]): Promise<void> {
    await this.sql.write('select webhook_order($1, $2::text[])', [endpointId, subjects ?? null]);
  }

  /** Frees all: the endpoint wants no order any more. */
  async release(endpointId: string): Promise<void> {
    await this.sql.write('update delivery set blocked = false where endpoint_id = $1 and blocked', [
      endpointId,
    ]);
  }
}
