import { EntityManager } from 'typeorm';
import { preparedQuery } from '../prepared-query';
import { ReceivedEvent } from './event-context';

/** fresh: to be handled now; known: dealt with before; blocked: its key waits for an operator. */
export type Admission = 'fresh' | 'known' | 'blocked';

/** Slot of `applied_count` for messages that come from the parking place and not from a partition. */
export const REPLAY_SLOT = -1;

/**
 * Enters the events into the inbox and counts the fresh ones, in one statement of the current transaction.
 * `for share` makes a message wait for an operator who is unblocking its key at this moment.
 */
const ADMIT = `
  with message as (
    select * from jsonb_to_recordset($2::jsonb) as m(n int, id uuid, topic text, key text, type text)
  ), blocked as (
    select topic, key from blocked_key
     where consumer = $1 and (topic, key) in (select topic, key from message)
       for share
  ), fresh as (
    insert into inbox (consumer, message_id, type)
    select $1, id, type from message m
     where not exists (select 1 from blocked b where b.topic = m.topic and b.key = m.key)
     order by id
    on conflict do nothing
    returning message_id, type
  ), counted as (
    insert into applied_count as c (consumer, type, slot, count)
    select $1, type, $3::int, count(*) from fresh group by type order by type
    on conflict (consumer, type, slot) do update set count = c.count + excluded.count
  )
  select m.n,
         exists (select 1 from fresh f where f.message_id = m.id) as fresh,
         exists (select 1 from blocked b where b.topic = m.topic and b.key = m.key) as blocked
    from message m order by m.n`;

interface AdmittedRow {
  n: number;
  fresh: boolean;
  blocked: boolean;
}

/** Says of each event, by position, what to do with it. The transaction that handles it must be this one. */
export async function admit(
  sql: EntityManager,
  consumer: string,
  slot: number,
  events: readonly ReceivedEvent[],
): Promise<Admission[]> {
  const seen = new Set<string>();
  const messages = events.map(({ id, topic, key, type }, n) => ({ n, id, topic, key, type }));
  const rows = await preparedQuery<AdmittedRow>(sql, 'houtai_admit', ADMIT, [
    consumer,
    JSON.stringify(messages),
    slot,
  ]);
  return rows.map(({ n, fresh, blocked }) => {
    if (blocked) return 'blocked';
    // the same message may stand in one chunk twice; the first one takes the row
    const id = events[n]?.id ?? '';
    if (!fresh || seen.has(id)) return 'known';
    seen.add(id);
    return 'fresh';
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
