import type { Sql } from '../sql/sql';
import { ReceivedEvent } from './event-context';

/**
 * fresh: to be handled now; known: dealt with before; passed: in line, but of a type the consumer does not want;
 * blocked: its key waits; gap: an earlier version of its key has not come.
 */
export type Admission =
  { verdict: 'fresh' | 'known' | 'passed' | 'blocked' } | { verdict: 'gap'; expected: number };

/** A message to be admitted; only a wanted one needs an id. */
export interface Arrival {
  id: string | null;
  topic: string;
  key: string;
  version: number;
  type: string;
  wanted: boolean;
}

/** Slot of `applied_count` for messages that come from the parking place and not from a partition. */
export const REPLAY_SLOT = -1;

const ADMIT = 'select n, verdict, expected::text from admit_messages($1, $2::int, $3::jsonb) order by n';

interface AdmittedRow {
  verdict: Admission['verdict'];
  expected: string;
}

/**
 * Says of each message, by position, what to do with it; enters the fresh ones into the inbox, counts them, and moves
 * the versions of their keys on. The transaction that handles them must be this one.
 */
export async function admit(
  sql: Sql,
  consumer: string,
  slot: number,
  arrivals: readonly Arrival[],
): Promise<Admission[]> {
  const messages = arrivals.map((arrival, n) => ({ ...arrival, n }));
  const rows = await sql.rows<AdmittedRow>(ADMIT, [consumer, slot, JSON.stringify(messages)]);
  return rows.map(({ verdict, expected }) =>
    verdict === 'gap' ? { verdict, expected: Number(expected) } : { verdict },
  );
}

/** Marks a message as dealt with although it was not applied, so that a redelivery does not bring it back. */
export async function closeInInbox(
  sql: Sql,
  consumer: string,
  event: Pick<ReceivedEvent, 'id' | 'type'>,
): Promise<void> {
  await sql.rows(
    'insert into inbox (consumer, message_id, type) values ($1, $2, $3) on conflict do nothing',
    [consumer, event.id, event.type],
  );
}

/** Enters one parked message, whose key the caller holds locked. False when it was dealt with before. */
export async function admitParked(
  sql: Sql,
  consumer: string,
  event: Pick<ReceivedEvent, 'id' | 'type'>,
): Promise<boolean> {
  const rows = await sql.rows(
    `with fresh as (
       insert into inbox (consumer, message_id, type) values ($1, $2, $3) on conflict do nothing returning type
     ), counted as (
       insert into applied_count as c (consumer, type, slot, count) select $1, type, $4, 1 from fresh
       on conflict (consumer, type, slot) do update set count = c.count + 1
     )
     select type from fresh`,
    [consumer, event.id, event.type, REPLAY_SLOT],
  );
  return rows.length === 1;
}
