import type { Sql } from '../sql/sql';
import { ConsumedKey, lockVersion } from './consumed-versions';
import { ReceivedEvent } from './event-context';

/** The messages of one key that wait for an operator, of one consumer. */
export type QueueKey = ConsumedKey;

export interface QueueHead {
  id: string;
  position: number;
  status: 'failed' | 'waiting';
  event: ReceivedEvent;
}

export interface LockedQueue {
  /** The open message with the lowest version. */
  head?: QueueHead;
  /** The version that should come before the head but did not; undefined when nothing is missing. */
  missing?: number;
  /** Whether the key is known to wait for a missing version. */
  waitsAtGap: boolean;
}

const VERSION = `(event->>'aggregateVersion')::bigint`;
const OF_KEY = `consumer = $1 and topic = $2 and key = $3`;
const OPEN = `${OF_KEY} and status in ('failed', 'waiting')`;

/**
 * Locks the key against arriving messages and other operators until the transaction ends, the version first like
 * those do, then looks at its queue. The look is a statement of its own: it sees what was parked while the lock
 * was waited for. A message that an operator discarded is not missing.
 */
export async function lockQueue(sql: Sql, key: QueueKey): Promise<LockedQueue> {
  const parameters = parametersOf(key);
  const last = await lockVersion(sql, key);
  const blocked = await sql.rows<{ reason: string }>(
    `select reason from blocked_key where ${OF_KEY} for update`,
    parameters,
  );
  const waitsAtGap = blocked[0]?.reason === 'gap';
  const [head] = await sql.rows<QueueHead>(
    `select id, position, status, event from parked_message where ${OPEN}
      order by ${VERSION}, parked_message.position limit 1`,
    parameters,
  );
  if (!head || last === null) return { head, waitsAtGap };
  const found = head.event.aggregateVersion;
  const missing = await sql.rows<{ version: string | null }>(
    `select min(v)::text as version from generate_series($4::bigint, $5::bigint) v
      where not exists (select 1 from parked_message where ${OF_KEY} and status = 'discarded' and ${VERSION} = v)`,
    [...parameters, last + 1, found - 1],
  );
  const version = missing[0]?.version;
  return { head, waitsAtGap, missing: version ? Number(version) : undefined };
}

/** Frees the key; all of its versions that were parked are settled. */
export async function unblock(sql: Sql, key: QueueKey): Promise<void> {
  await sql.rows(`delete from blocked_key where ${OF_KEY}`, parametersOf(key));
  await sql.rows(
    `update consumed_version set version = greatest(version,
       (select max(${VERSION}) from parked_message where ${OF_KEY})) where ${OF_KEY}`,
    parametersOf(key),
  );
}

/** Notes that the key waits until an operator or the missing version comes. */
export async function waitAtGap(sql: Sql, key: QueueKey, expected: number): Promise<void> {
  await sql.rows(
    `update blocked_key set reason = 'gap', expected_version = $4, waits_until = now() where ${OF_KEY}`,
    [...parametersOf(key), expected],
  );
}

/** Notes that the key waits for an operator because its head threw. */
export async function waitForOperator(sql: Sql, key: QueueKey): Promise<void> {
  await sql.rows(
    `update blocked_key set reason = 'failed', expected_version = null, waits_until = null where ${OF_KEY}`,
    parametersOf(key),
  );
}

export async function markReplayed(sql: Sql, { position }: QueueHead): Promise<void> {
  await sql.rows(
    `update parked_message set status = 'replayed', settled_at = now(), attempts = attempts + 1
      where position = $1`,
    [position],
  );
}

export async function markFailedAgain(sql: Sql, head: QueueHead, error: string): Promise<void> {
  await sql.rows(
    `update parked_message set status = 'failed', error = $2, attempts = attempts + 1 where position = $1`,
    [head.position, error],
  );
}

/** The handler was not called, so this is no attempt. */
export async function markGap(sql: Sql, head: QueueHead, error: string): Promise<void> {
  await sql.rows(`update parked_message set status = 'failed', error = $2 where position = $1`, [
    head.position,
    error,
  ]);
}

/** False when it was settled before. */
export async function markDiscarded(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.rows(
    `with discarded as (
       update parked_message set status = 'discarded', settled_at = now()
        where id = $1 and status in ('failed', 'waiting') returning id
     ) select id from discarded`,
    [id],
  );
  return rows.length === 1;
}

export async function countOpen(sql: Sql, key: QueueKey): Promise<number> {
  const rows = await sql.rows<{ count: number }>(
    `select count(*)::int as count from parked_message where ${OPEN}`,
    parametersOf(key),
  );
  return rows[0]?.count ?? 0;
}

function parametersOf({ consumer, topic, key }: QueueKey): string[] {
  return [consumer, topic, key];
}
