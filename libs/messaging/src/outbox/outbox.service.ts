import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { validateEvent } from '@houtai/event-catalogue';
import { CATALOGUE_VERSION } from '../bus/catalogue-version';
import { UNSTORABLE } from '../bus/cloud-event';
import { currentCall } from '../call-context';
import { MESSAGING_OPTIONS } from '../messaging.config';
import type { MessagingOptions } from '../messaging.config';
import { activeTraceparent } from '../tracing';
import { UnitOfWork } from '../sql/unit-of-work.service';
import { OutgoingEvent } from './outgoing-event';
import { InvalidEventError } from './invalid-event.error';
import { RelaySignal } from './relay-signal.service';

/** An event that can be written. */
export interface StampedEvent {
  id: string;
  topic: string;
  key: string;
  type: string;
  data: unknown;
  headers: object;
  version: number;
}

/**
 * Writes events beside the state they announce, in the same transaction. The relay publishes them after the
 * commit, per key in the order of their commits.
 */
@Injectable()
export class Outbox {
  private readonly wakeRelay = () => this.signal.wake();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly signal: RelaySignal,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /**
   * Writes the events with one INSERT. Throws outside a transaction, `InvalidEventError` when data breaks
   * the event's schema, and Postgres 23505 when a version of the aggregate was written before.
   */
  async append(events: OutgoingEvent[]): Promise<void> {
    if (!this.unitOfWork.isRunning()) throw new Error('Outbox.append needs an open transaction');
    if (events.length === 0) return;
    const rows = this.cte(events, 1);
    await this.unitOfWork.sql.write(`with ${rows.sql} select 1`, rows.params);
  }

  /**
   * The same rows as a common table expression for one-statement hot paths: put `sql` behind WITH (other
   * expressions may stand before and after it) and `params` at position `firstParam` of the parameters.
   */
  cte(events: OutgoingEvent[], firstParam: number): { sql: string; params: unknown[] } {
    return this.insert(this.stamp(events), firstParam);
  }

  /** The same for events that were stamped, each in the context of what led to it. */
  insert(events: readonly StampedEvent[], firstParam: number): { sql: string; params: unknown[] } {
    const rows = JSON.stringify(events.map((event, n) => ({ n, ...event })));
    if (UNSTORABLE.test(rows)) refuseText(events);
    if (this.unitOfWork.isRunning()) this.unitOfWork.afterCommit(this.wakeRelay);
    return { sql: outboxRows(firstParam), params: [rows] };
  }

  /** Checks events, and notes the call in hand as what led to them. Throws `InvalidEventError`. */
  stamp(events: readonly OutgoingEvent[]): StampedEvent[] {
    const call = currentCall();
    const time = call?.businessTime ?? new Date().toISOString();
    const traceparent = activeTraceparent() ?? call?.traceparent;
    const versions = new Map<string, number>();
    return events.map(({ event, key, aggregateVersion, data, id = uuidv7() }) => {
      const faults = validateEvent(event.type, data);
      if (!key) faults.push('the key is empty');
      const previous = versions.get(`${event.topic} ${key}`) ?? aggregateVersion - 1;
      if (!Number.isSafeInteger(aggregateVersion) || aggregateVersion !== previous + 1) {
        faults.push(`aggregate version ${aggregateVersion} does not follow ${previous}`);
      }
      if (faults.length > 0) throw new InvalidEventError(event.type, faults);
      versions.set(`${event.topic} ${key}`, aggregateVersion);
      const headers = {
        specversion: '1.0',
        id,
        source: `houtai/${this.options.service}`,
        type: event.type,
        time,
        subject: key,
        datacontenttype: 'application/json',
        correlationid: call?.correlationId ?? id,
        causationid: call?.causationId,
        traceparent,
        aggregateversion: String(aggregateVersion),
        catalogueversion: CATALOGUE_VERSION,
      };
      return {
        id,
        topic: event.topic,
        key,
        type: event.type,
        data,
        headers,
        version: aggregateVersion,
      };
    });
  }
}

function refuseText(events: readonly StampedEvent[]): never {
  const culprit = events.find((event) => UNSTORABLE.test(JSON.stringify(event)));
  throw new InvalidEventError(culprit?.type ?? '', ['it has text that Postgres does not store']);
}

/**
 * The upsert of `outbox_version` locks the key until the commit, and the sort below makes every row wait for
 * all locks before it draws its `seq`: so per key the order of `seq` is the order of the commits. The same
 * row refuses a version that was written before, published or not. Keys are locked in one order everywhere.
 * The data goes from the parameter to the log as the text it is.
 */
function outboxRows(param: number): string {
  return `outbox_input as (
    select * from json_to_recordset($${param}::json)
      as i(n int, id uuid, topic text, key text, type text, data text, headers jsonb, version bigint)
  ), outbox_locked as (
    insert into outbox_version as v (topic, key, first_version, version)
    select topic, key, min(version), max(version) from outbox_input group by topic, key order by topic, key
    on conflict (topic, key) do update
      set first_version = outbox_new_version(v.topic, v.key, v.version, excluded.first_version),
          version = excluded.version
    returning v.topic, v.key
  ), outbox_logged as (
    insert into event_log (id, topic, key, type, data, headers, aggregate_version)
    select i.id, i.topic, i.key, i.type, i.data, i.headers, i.version
      from outbox_input i join outbox_locked l on l.topic = i.topic and l.key = i.key
     order by i.n
    returning seq, created_at, topic, key
  ), outbox_rows as (
    insert into outbox_queue (seq, created_at, topic, key)
    select seq, created_at, topic, key from outbox_logged returning seq
  )`;
}
