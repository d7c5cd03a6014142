import { Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@houtai/messaging';
import type { Sql } from '@houtai/messaging';

/** Taken shared by everyone who collects, alone by a rebuild: while one replays the log, it does not grow. */
export const COLLECTION_LOCK = `hashtextextended('houtai-analytics-collection', 0)`;

@Injectable()
export class RawEventStore {
  async keep(sql: Sql, event: ReceivedEvent): Promise<void> {
    await sql.rows(
      `with quiet as (select pg_advisory_xact_lock_shared(${COLLECTION_LOCK}))
       insert into raw_event (id, type, topic, key, aggregate_version, source, occurred_at, correlation_id, data)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9 from quiet`,
      [
        event.id,
        event.type,
        event.topic,
        event.key,
        event.aggregateVersion,
        event.source,
        event.time,
        event.correlationId,
        JSON.stringify(event.data),
      ],
    );
  }
}
