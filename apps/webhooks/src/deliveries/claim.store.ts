import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { LEASE_SECONDS, type TakenDelivery } from './taken-delivery';

const OPEN = `d.state in ('waiting', 'in-flight') and not d.blocked`;

/** What a suspended partner is told waits. */
const MAY_GO_ON = `not exists (
  select from partner_standing p where p.partner_id = e.partner_id and p.status <> 'active')`;

/** Open deliveries of the next endpoint that has any: its first one is the one that is due first. */
const NEXT = (after: string) => `
  select d.endpoint_id as id, d.due_at from delivery d
   where ${OPEN} and d.endpoint_id > ${after} order by d.endpoint_id, d.due_at limit 1`;

/**
 * Locks the health of endpoints with something due, so that two workers cannot both fill their free places. Goes from one
 * endpoint with open deliveries to the next by the index `delivery_due`, in the order of ids from `$2` on, and stops when it
 * has enough: neither endpoints that wait for nothing nor a long queue of one cost anything.
 */
const LOCK_ENDPOINTS = `
  with recursive queue (id, due_at) as (
    (${NEXT('$2::uuid')})
    union all
    select n.id, n.due_at from queue q cross join lateral (${NEXT('q.id')}) n
  )
  select h.endpoint_id as id
    from queue q cross join lateral (
      select e.id, e.partner_id from endpoint e where e.id = q.id and e.status = 'active') e
    join endpoint_health h on h.endpoint_id = e.id
   where q.due_at <= now() and ${MAY_GO_ON} and (h.breaker_open_until is null or h.breaker_open_until <= now())
   limit $1
     for no key update of h skip locked`;

const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * A statement of its own, which sees what was taken until the lock was there. Per endpoint the oldest due, up to its free
 * places; behind a breaker that was open it has one. One in flight whose lease is over is due as well. What happens now goes
 * before what is sent again, and finds a place: replays together leave one free, where there are two.
 */
const TAKE = `
  with free as (
    select e.id, e.url, e.ordering, e.most_in_flight, e.most_per_second,
           least(
             case when h.breaker_open_until is null
                  then least(e.most_in_flight, coalesce(h.places, e.most_in_flight)) else 1 end
             - (select count(*) from delivery d
                 where d.endpoint_id = e.id and d.state = 'in-flight' and d.due_at > now()),
             e.most_per_second
             - case when h.rate_second = date_trunc('second', now()) then h.rate_used else 0 end) as places,
           greatest(1, least(e.most_in_flight, coalesce(h.places, e.most_in_flight)) - 1)
             - (select count(*) from delivery d
                 where d.endpoint_id = e.id and d.state = 'in-flight' and d.due_at > now() and d.replayed) as replay_places
      from endpoint e join endpoint_health h on h.endpoint_id = e.id
     where e.id = any($1::uuid[])
  ), live as (
    select f.id as endpoint_id, c.id from free f cross join lateral (
      select d.id from delivery d
       where d.endpoint_id = f.id and ${OPEN} and not d.replayed and d.due_at <= now()
       order by d.due_at limit greatest(f.places, 0) for update skip locked) c
  ), again as (
    select c.id from free f cross join lateral (
      select d.id from delivery d
       where d.endpoint_id = f.id and ${OPEN} and d.replayed and d.due_at <= now()
       order by d.due_at
       limit greatest(0, least(f.replay_places, f.places - (select count(*) from live l where l.endpoint_id = f.id)))
         for update skip locked) c
  ), chosen as (
    select id from (select id, 1 as turn from live union all select id, 2 from again) c order by turn limit $2
  ), taken as (
    update delivery d
       set state = 'in-flight', fence = d.fence + 1, due_at = now() + make_interval(secs => ${LEASE_SECONDS})
      from chosen c where d.id = c.id
    returning d.id, d.fence, d.attempts, d.replayed, d.message_id, d.message_day, d.created_at, d.endpoint_id, d.partner_id
  ), used as (
    update endpoint_health h
       set rate_second = date_trunc('second', now()),
           rate_used = n.taken + case when h.rate_second = date_trunc('second', now()) then h.rate_used else 0 end
      from (select t.endpoint_id, count(*)::int as taken
              from taken t join free f on f.id = t.endpoint_id
             where f.most_per_second is not null group by 1) n
     where h.endpoint_id = n.endpoint_id
  )
  select t.id, t.fence, t.attempts, t.replayed, t.message_id as "messageId", t.message_day::text as "messageDay",
         t.created_at as "createdAt", m.body, t.endpoint_id as "endpointId", t.partner_id as "partnerId",
         f.most_in_flight as "mostInFlight", f.ordering, f.url,
         (select coalesce(json_agg(json_build_object('id', s.id, 'secret', s.secret) order by s.created_at desc), '[]')
            from endpoint_secret s
           where s.endpoint_id = t.endpoint_id and (s.expires_at is null or s.expires_at > now())) as secrets,
         (extract(epoch from now()) * 1000)::float8 as "takenAt"
    from taken t join free f on f.id = t.endpoint_id
    join message m on m.day = t.message_day and m.id = t.message_id`;

/** Gives out what is due, each to one worker at a time. */
@Injectable()
export class ClaimStore {
  /** The endpoint that was looked at last: the next one has its turn. */
  private last = FIRST;

  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** At most so many, in a transaction of its own. */
  take(most: number): Promise<TakenDelivery[]> {
    return this.unitOfWork.run(async () => {
      const { sql } = this.unitOfWork;
      const endpoints = await this.lockNext(most);
      if (endpoints.length === 0) return [];
      return sql.rows<TakenDelivery>(TAKE, [endpoints, most]);
    });
  }

  /** Round and round, so that each has its turn however many there are. @returns ids of at most so many */
  private async lockNext(most: number): Promise<string[]> {
    const lock = async (after: string): Promise<string[]> => {
      const rows = await this.unitOfWork.sql.rows<{ id: string }>(LOCK_ENDPOINTS, [most, after]);
      return rows.map(({ id }) => id);
    };
    const found = await lock(this.last);
    if (found.length < most && this.last !== FIRST) found.push(...(await lock(FIRST)));
    const ids = [...new Set(found)].slice(0, most);
    this.last = ids.at(-1) ?? FIRST;
    return ids;
  }
}
