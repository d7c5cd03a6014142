import { EntityManager } from 'typeorm';
import { ReceivedEvent } from './event-context';

/** The messages of one key that wait for an operator, of one consumer. */
export interface QueueKey {
  consumer: string;
  topic: string;
  key: string;
}

export interface QueueHead {
  position: number;
  event: ReceivedEvent;
}

const OPEN = `consumer = $1 and topic = $2 and key = $3 and status in ('failed', 'waiting')`;

/**
 * Locks the key against arriving messages and other operators until the transaction ends, then gives its
 * oldest open message. Two statements on purpose: the second one sees what was parked while the first waited.
 */
export async function lockHead(sql: EntityManager, key: QueueKey): Promise<QueueHead | undefined> {
  const parameters = parametersOf(key);
  await sql.query(
    'select 1 from blocked_key where consumer = $1 and topic = $2 and key = $3 for update',
    parameters,
  );
  const rows = await sql.query<QueueHead[]>(
    `select position, event from parked_message where ${OPEN} order by position limit 1`,
    parameters,
  );
  return rows[0];
}

export async function unblock(sql: EntityManager, key: QueueKey): Promise<void> {
  await sql.query(
    'delete from blocked_key where consumer = $1 and topic = $2 and key = $3',
    parametersOf(key),
  );
}

export async function markReplayed(sql: EntityManager, { position }: QueueHead): Promise<void> {
  await sql.query(
    `update parked_message set status = 'replayed', settled_at = now(), attempts = attempts + 1
      where position = $1`,
    [position],
  );
}

export async function markFailedAgain(sql: EntityManager, head: QueueHead, error: string): Promise<void> {
  await sql.query(
    `update parked_message set status = 'failed', error = $2, attempts = attempts + 1 where position = $1`,
    [head.position, error],
  );
}

/** False when it was settled before. */
export async function markDiscarded(sql: EntityManager, id: string): Promise<boolean> {
  const rows = await sql.query<unknown[]>(
    `with discarded as (
       update parked_message set status = 'discarded', settled_at = now()
        where id = $1 and status in ('failed', 'waiting') returning id
     ) select id from discarded`,
    [id],
  );
  return rows.length === 1;
}

export async function countOpen(sql: EntityManager, key: QueueKey): Promise<number> {
  const rows = await sql.query<{ count: number }[]>(
    `select count(*)::int as count from parked_message where ${OPEN}`,
    parametersOf(key),
  );
  return rows[0]?.count ?? 0;
}

function parametersOf({ consumer, topic, key }: QueueKey): string[] {
  return [consumer, topic, key];
}
