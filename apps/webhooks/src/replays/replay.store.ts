import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';

export interface NewReplay {
  id: string;
  partnerId: string;
  endpointId: string;
  since: string;
  until: string;
  eventTypes: readonly string[];
  missedOnly: boolean;
}

/** A replay that goes on, as far as its next step needs it. */
export interface RunningReplay {
  id: string;
  partner_id: string;
  endpoint_id: string;
  ordering: 'none' | 'subject';
}

/** Messages per step: few enough that who waits behind the lock of the partner hardly notices. */
const STEP = 500;

/**
 * The next messages of a replay, begun anew: those that were never fanned out to the endpoint, those that were given up,
 * and, unless only the missed ones are wanted, those that were delivered. What is on its way already stays so and is no part
 * of the replay; only what waits for its next attempt waits no longer.
 */
const TAKE_STEP = `
  with r as (select * from replay where id = $1 and status = 'running' for update),
  part as (
    select m.day, m.id, m.seq, m.type, m.subject, m.version
      from r join message m on m.partner_id = r.partner_id and m.seq > r.looked_to and m.seq <= r.last_seq
       and m.created_at >= r.since and m.created_at < r.until and webhook_takes(r.event_types, m.type)
     order by m.seq limit ${STEP}
  ), begun as (
    insert into delivery (id, message_id, message_day, seq, endpoint_id, partner_id, type, subject, version, state, due_at,
                          replayed, replay_id)
    select webhook_new_id(), p.id, p.day, p.seq, r.endpoint_id, r.partner_id, p.type, p.subject, p.version, 'waiting',
           clock_timestamp(), true, r.id
      from part p, r order by p.seq
    on conflict (message_id, endpoint_id) do update
       set state = 'waiting', attempts = 0, due_at = excluded.due_at, replayed = true, replay_id = excluded.replay_id
     where delivery.state in ('exhausted', 'cancelled')
        or (delivery.state = 'delivered' and not (select missed_only from r))
    returning subject
  ), hurried as (
    update delivery d set due_at = clock_timestamp() from part p, r
     where d.message_id = p.id and d.endpoint_id = r.endpoint_id and d.state = 'waiting' and d.due_at > clock_timestamp()
  ), counts as (
    select (select count(*)::int from part) as looked, (select count(*)::int from begun) as begun,
           (select max(seq) from part) as looked_to, array(select distinct subject from begun) as subjects
  )
  update replay t
     set looked_to = coalesce(c.looked_to, t.looked_to), looked_at = t.looked_at + c.looked, begun = t.begun + c.begun,
         status = case when c.looked < ${STEP} then 'done' else 'running' end,
         ended_at = case when c.looked < ${STEP} then clock_timestamp() end
    from counts c, r where t.id = r.id
  returning c.subjects`;

@Injectable()
export class ReplayStore {
  constructor(private readonly sql: Sql) {}

  async create(replay: NewReplay): Promise<void> {
    const { id, partnerId, endpointId, since, until, eventTypes, missedOnly } = replay;
    await this.sql.write(
      `insert into replay (id, partner_id, endpoint_id, since, until, event_types, missed_only, status, last_seq)
       values ($1, $2, $3, $4, $5, $6, $7, 'running',
               (select coalesce(max(seq), 0) from message where partner_id = $2))`,
      [id, partnerId, endpointId, since, until, [...eventTypes], missedOnly],
    );
  }

  /** One that nobody else is at. */
  async next(): Promise<RunningReplay | undefined> {
    const [replay] = await this.sql.rows<RunningReplay>(
      `select r.id, r.partner_id, r.endpoint_id, e.ordering
         from replay r join endpoint e on e.id = r.endpoint_id
        where r.status = 'running' order by random() limit 1`,
    );
    return replay;
  }

  /** @returns subjects of the deliveries that it has begun */
  async step(id: string): Promise<string[]> {
    const [row] = await this.sql.rows<{ subjects: string[] }>(TAKE_STEP, [id]);
    return row?.subjects ?? [];
  }

  /** What waits ends; what had been delivered before has been. False when it was over. */
  async cancel(id: string): Promise<boolean> {
    const ended = await this.sql.rows(
      `update replay set status = 'cancelled', ended_at = clock_timestamp()
        where id = $1 and (status = 'running' or exists (
              select from delivery where replay_id = $1 and state = 'waiting')) and status <> 'cancelled'
        returning id`,
      [id],
    );
    if (ended.length === 0) return false;
    await this.sql.write(
      `update delivery set state = case when delivered_at is null then 'cancelled' else 'delivered' end, blocked = false
        where replay_id = $1 and state = 'waiting'`,
      [id],
    );
    return true;
  }
}
