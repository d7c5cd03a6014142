import type { BenchSystem } from '../system/bench-system';

/** When each step of a reservation's way was committed, milliseconds since 1970; absent steps did not happen. */
export interface Stages {
  submitted?: number;
  held?: number;
  confirmed?: number;
  ended?: number;
}

const COMMITTED = 'extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000';

/**
 * Reads the times from the commit records of Postgres (`track_commit_timestamp`), so that measuring adds nothing to
 * the path: the rows of history and inbox are inserted once and never changed, so their `xmin` is the
 * transaction of the step. The time is taken when the commit record is written, before it is flushed.
 */
export async function stagesOf(
  system: BenchSystem,
  reservationIds: readonly string[],
): Promise<Map<string, Stages>> {
  const stages = new Map<string, Stages>(reservationIds.map((id) => [id, {}]));
  const read = async (service: string, sql: string) => {
    const { rows } = await (
      await system.database(service)
    ).query<{ id: string; step: keyof Stages; at: number }>(sql, [reservationIds]);
    for (const { id, step, at } of rows) {
      const known = stages.get(id);
      if (known) known[step] ??= Number(at);
    }
  };
  await read('orders', IN_HISTORY);
  await read('dispatch', HELD);
  return stages;
}

const IN_HISTORY = `select reservation_id as id, ${COMMITTED} as at,
       case type when 'ReservationSubmitted' then 'submitted' when 'ReservationConfirmed' then 'confirmed' else 'ended' end as step
  from reservation_history where reservation_id = any($1::uuid[]) order by seq`;

/** The inbox row of dispatch is written in the transaction that holds the capacity. */
const HELD = `select e.data::json->>'reservationId' as id, 'held' as step,
       extract(epoch from pg_xact_commit_timestamp(i.xmin)) * 1000 as at
  from event_log e join inbox i on i.message_id = (e.headers->>'causationid')::uuid
 where e.type like 'houtai.%.capacity-held.v1' and e.data::json->>'reservationId' = any($1::text[])`;
