import { EntityManager } from 'typeorm';
import { preparedQuery } from '../prepared-query';
import { lockVersions } from './consumed-versions';
import { ReceivedEvent } from './event-context';
import { Versioned, placeInLine } from './version-line';

/**
 * fresh: to be handled now; known: dealt with before; passed: in line, but of a type the consumer does not want;
 * blocked: its key waits; gap: an earlier version of its key has not come.
 */
export type Admission =
  { verdict: 'fresh' | 'known' | 'passed' | 'blocked' } | { verdict: 'gap'; expected: number };

/** A message to be admitted; only a wanted one needs an id. */
export interface Arrival extends Versioned {
  id: string | null;
  type: string;
  wanted: boolean;
}

/** Slot of `applied_count` for messages that come from the parking place and not from a partition. */
export const REPLAY_SLOT = -1;

/**
 * Enters the wanted messages that are next in line into the inbox, counts the fresh ones and moves the versions on,
 * in one statement. `for share` makes a message wait for an operator who is unblocking its key at this moment.
 * A key that waits for a missing version lets exactly that one pass.
 */
const ADMIT = `
  with message as (
    select * from jsonb_to_recordset($2::jsonb)
      as m(n int, id uuid, topic text, key text, type text, version bigint, wanted boolean, next boolean)
  ), blocked as (
    select topic, key, reason from blocked_key
     where consumer = $1 and (topic, key) in (select topic, key from message)
       for share
  ), passing as (
    select * from message m
     where next and not exists
       (select 1 from blocked b where b.topic = m.topic and b.key = m.key and b.reason <> 'gap')
  ), fresh as (
    insert into inbox (consumer, message_id, type)
    select $1, id, type from passing where wanted order by id
    on conflict do nothing
    returning message_id, type
  ), counted as (
    insert into applied_count as c (consumer, type, slot, count)
    select $1, type, $3::int, count(*) from fresh group by type order by type
    on conflict (consumer, type, slot) do update set count = c.count + excluded.count
  ), moved_on as (
    update consumed_version c set version = p.version
      from (select topic, key, max(version) as version from passing group by topic, key) p
     where c.consumer = $1 and c.topic = p.topic and c.key = p.key
  )
  select m.n,
         exists (select 1 from passing p where p.n = m.n) as passing,
         exists (select 1 from fresh f where f.message_id = m.id) as fresh,
         exists (select 1 from blocked b where b.topic = m.topic and b.key = m.key) as blocked
    from message m order by m.n`;

interface AdmittedRow {
  n: number;
  passing: boolean;
  fresh: boolean;
  blocked: boolean;
}

/**
 * Says of each message, by position, what to do with it. The transaction that handles it must be this one. The
 * versions are locked by a statement of their own, first: only the next one sees what another member of the group
 * committed while this one waited.
 */
export async function admit(
  sql: EntityManager,
  consumer: string,
  slot: number,
  arrivals: readonly Arrival[],
): Promise<Admission[]> {
  const places = placeInLine(arrivals, await lockVersions(sql, consumer, arrivals));
  const messages = arrivals.map((arrival, n) => ({ ...arrival, n, next: places[n]?.place === 'next' }));
  const rows = await preparedQuery<AdmittedRow>(sql, 'houtai_admit', ADMIT, [
    consumer,
    JSON.stringify(messages),
    slot,
  ]);
  return rows.map(({ n, passing, fresh, blocked }) => {
    const { place = 'old', expected = 0 } = places[n] ?? {};
    if (place === 'old') return { verdict: 'known' };
    if (passing) {
      if (!arrivals[n]?.wanted) return { verdict: 'passed' };
      return { verdict: fresh ? 'fresh' : 'known' };
    }
    return blocked || place === 'next' ? { verdict: 'blocked' } : { verdict: 'gap', expected };
  });
}

/** Marks a message as dealt with although it was not applied, so that a redelivery does not bring it back. */
export async function closeInInbox(
  sql: EntityManager,
  consumer: string,
  event: Pick<ReceivedEvent, 'id' | 'type'>,
): Promise<void> {
  await sql.query(
    'insert into inbox (consumer, message_id, type) values ($1, $2, $3) on conflict do nothing',
    [consumer, event.id, event.type],
  );
}

/** Enters one parked message, whose key the caller holds locked. False when it was dealt with before. */
export async function admitParked(
  sql: EntityManager,
  consumer: string,
  event: Pick<ReceivedEvent, 'id' | 'type'>,
): Promise<boolean> {
  const rows = await sql.query<unknown[]>(
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
