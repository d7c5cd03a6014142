import { EntityManager } from 'typeorm';
import { ReceivedEvent } from './event-context';

const PARK = `
  insert into parked_message
    (consumer, message_id, topic, partition, "offset", key, type, event, status, error, attempts)
  select $1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11
   where not exists (select 1 from inbox where consumer = $1 and message_id = $2)
  on conflict (consumer, message_id) do nothing
  returning consumer, topic, key`;

/** Key and message in one statement: a key is blocked only where a message stands behind it. */
const PARK_AND_BLOCK = `
  with parked as (${PARK})
  insert into blocked_key (consumer, topic, key) select consumer, topic, key from parked
  on conflict do nothing`;

/**
 * Parks the message a handler refused, and blocks its key. Neither happens when the message was dealt with
 * meanwhile, by another member of the group; one that was parked before stays as it is.
 */
export async function parkFailed(
  sql: EntityManager,
  consumer: string,
  event: ReceivedEvent,
  error: unknown,
  attempts: number,
): Promise<void> {
  await sql.query(PARK_AND_BLOCK, [...parkedRow(consumer, event), 'failed', describeError(error), attempts]);
}

/** Parks a message behind the one its key waits for. */
export async function parkWaiting(sql: EntityManager, consumer: string, event: ReceivedEvent): Promise<void> {
  await sql.query(PARK, [...parkedRow(consumer, event), 'waiting', null, 0]);
}

/** Text of an error for operators: kind, message and the first lines of the stack. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? `${error.name}: ${error.message}`).split('\n').slice(0, 6).join('\n').slice(0, 4000);
}

function parkedRow(consumer: string, event: ReceivedEvent): unknown[] {
  const { id, topic, partition, offset, key, type } = event;
  return [consumer, id, topic, partition, offset, key, type, JSON.stringify(event)];
}
