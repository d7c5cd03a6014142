import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { positionPage, type PositionPage, type PositionQuery } from '../sql/position-page';
import { RelaySignal } from './relay-signal.service';

/** Type of what stands in a topic for an event an operator gave up; no consumer wants it. Data: its type. */
export const DISCARDED_EVENT = 'houtai.messaging.event-discarded.v1';

/** An event the bus refuses for good. Later events of its key wait in the outbox behind it. */
export interface DeadEvent {
  id: string;
  topic: string;
  key: string;
  type: string;
  aggregateVersion: number;
  error: string;
  diedAt: Date;
}

/** With what it would have said. */
export interface DeadEventDetails extends DeadEvent {
  /** Attributes as they go out. */
  headers: Record<string, unknown>;
  data: unknown;
}

/** What operators do with events that could not be published. */
@Injectable()
export class DeadOutbox {
  constructor(
    private readonly dataSource: DataSource,
    private readonly signal: RelaySignal,
  ) {}

  /** Dead events in the order in which they were written. */
  async list({ limit = 50, after }: PositionQuery = {}): Promise<PositionPage<DeadEvent>> {
    const rows = await this.dataSource.query<(DeadEvent & { position: string | number })[]>(
      `select id, topic, key, type, aggregate_version::float8 as "aggregateVersion", error,
              died_at as "diedAt", seq as position
         from outbox_dead where seq > $1::bigint order by seq limit $2`,
      [after ?? 0, limit + 1],
    );
    return positionPage(rows, limit);
  }

  async inspect(id: string): Promise<DeadEventDetails | undefined> {
    const [row] = await this.dataSource.query<(DeadEventDetails & { data: string | null })[]>(
      `select d.id, d.topic, d.key, d.type, d.aggregate_version::float8 as "aggregateVersion", d.error,
              d.died_at as "diedAt", d.headers, coalesce(e.data, d.payload::text) as data
         from outbox_dead d left join event_log e on e.seq = d.seq and e.created_at = d.created_at
        where d.id::text = $1`,
      [id],
    );
    return row && { ...row, data: row.data === null ? null : (JSON.parse(row.data) as unknown) };
  }

  /** Puts the event back to its place in the outbox. False when there is none of this id. */
  async retry(id: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `with back as (delete from outbox_dead where id::text = $1 returning seq, created_at, topic, key)
       insert into outbox_queue (seq, created_at, topic, key) select seq, created_at, topic, key from back returning seq`,
      [id],
    );
    this.signal.wake();
    return rows.length === 1;
  }

  /**
   * Gives the event up: in its place, under its id and version, goes out that it was discarded, and its data is gone.
   * Consumers so find no gap, and those behind it are published. False when there is none of this id.
   */
  async discard(id: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `with gone as (
         delete from outbox_dead where id::text = $1 returning seq, created_at, topic, key, type
       ), replaced as (
         update event_log e
            set type = $2, payload = null, data = json_build_object('type', gone.type)::text,
                headers = e.headers || jsonb_build_object('type', $2::text)
           from gone where e.seq = gone.seq and e.created_at = gone.created_at
       )
       insert into outbox_queue (seq, created_at, topic, key) select seq, created_at, topic, key from gone returning seq`,
      [id, DISCARDED_EVENT],
    );
    this.signal.wake();
    return rows.length === 1;
  }
}
