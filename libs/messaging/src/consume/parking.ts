import type { Sql } from '../sql/sql';
import { describeError } from '../loggable-error';
import { ReceivedEvent } from './event-context';

const PARK = `
  insert into parked_message
    (consumer, message_id, topic, partition, "offset", key, type, event, status, error, attempts)
  select $1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11
   where not exists (select 1 from inbox where consumer = $1 and message_id = $2)
  on conflict (consumer, message_id) do nothing
  returning consumer, topic, key`;

/**
 * Key and message in one statement: a key is blocked only where a message stands behind it. A key that waited for
 * this very version waits for an operator from now on.
 */
const PARK_AND_BLOCK = `
  with parked as (${PARK})
  insert into blocked_key (consumer, topic, key) select consumer, topic, key from parked
  on conflict (consumer, topic, key)
    do update set reason = 'failed', expected_version = null, waits_until = null`;

/** The same for a message that came before an earlier version of its key. */
const PARK_AT_GAP = `
  with parked as (${PARK})
  insert into blocked_key (consumer, topic, key, reason, expected_version, waits_until)
  select consumer, topic, key, 'gap', $12::bigint, now() + make_interval(secs => $13::float8 / 1000) from parked
  on conflict do nothing`;

/**
 * Parks the message a handler refused, and blocks its key. Neither happens when the message was dealt with
 * meanwhile, by another member of the group; one that was parked before stays as it is.
 */
export async function parkFailed(
  sql: Sql,
  consumer: string,
  event: ReceivedEvent,
  error: unknown,
  attempts: number,
): Promise<void> {
  await sql.rows(PARK_AND_BLOCK, [...parkedRow(consumer, event), 'failed', describeError(error), attempts]);
}

/** Parks a message whose key lacks version `expected`; the key waits `waitMs` for it before an operator must look. */
export async function parkAtGap(
  sql: Sql,
  consumer: string,
  event: ReceivedEvent,
  expected: number,
  waitMs: number,
): Promise<void> {
  await sql.rows(PARK_AT_GAP, [...parkedRow(consumer, event), 'waiting', null, 0, expected, waitMs]);
}

/** Parks a message behind the one its key waits for. */
export async function parkWaiting(sql: Sql, consumer: string, event: ReceivedEvent): Promise<void> {
  await sql.rows(PARK, [...parkedRow(consumer, event), 'waiting', null, 0]);
}

function parkedRow(consumer: string, event: ReceivedEvent): unknown[] {
  const { id, topic, partition, offset, key, type } = event;
  return [consumer, id, topic, partition, offset, key, type, JSON.stringify(event)];
}
