import { Injectable } from '@nestjs/common';
import { Sql, type ReceivedEvent } from '@houtai/messaging';
import { COLLECTION_LOCK } from '../projection/collection-lock';

const COLUMNS = 'id, type, topic, key, aggregate_version, source, occurred_at, correlation_id, data';

@Injectable()
export class RawEventStore {
  constructor(private readonly sql: Sql) {}

  /** Adds events to the log in the order given. */
  async keep(events: readonly ReceivedEvent[]): Promise<void> {
    await this.sql.write(KEEP, [JSON.stringify(events.map(toRow))]);
  }
}

const KEEP = `
  with quiet as (select pg_advisory_xact_lock_shared(${COLLECTION_LOCK}))
  insert into raw_event (${COLUMNS})
  select ${COLUMNS}
    from quiet, jsonb_to_recordset($1::jsonb) as e(place int, id uuid, type text, topic text, key text,
      aggregate_version int, source text, occurred_at timestamptz, correlation_id text, data jsonb)
   order by place`;

function toRow(event: ReceivedEvent, place: number): object {
  const { id, type, topic, key, aggregateVersion, source, time, correlationId, data } = event;
  return {
    ...{ place, id, type, topic, key, source, data },
    aggregate_version: aggregateVersion,
    occurred_at: time,
    correlation_id: correlationId,
  };
}
