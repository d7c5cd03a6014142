import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { burstOf, perSecond, type Limit, type Others } from './limit';

export interface LeaseWish {
  limit: Limit;
  /** Tokens. */
  wanted: number;
  /** Requests in flight here. */
  running: number;
}

export interface Lease extends Others {
  subject: string;
  granted: number;
  /** Tokens left for all. */
  tokens: number;
}

/** Who has not told for so long is gone, or uses nothing. */
const SILENT = `interval '2 seconds'`;

const FILLED = `least(a.burst, b.tokens + a.rate * greatest(0, extract(epoch from statement_timestamp() - b.filled_at)))`;
/** One instance after the other: rows are locked in no order of ours. */
const LEASE = `
  with turn as materialized (
    select pg_advisory_xact_lock(hashtextextended('houtai-gateway-limits', 0))
  ), asked as materialized (
    select a.* from turn, jsonb_to_recordset($1::jsonb)
      as a (subject text, wanted float8, rate float8, burst float8, running int)
  ), told as (
    insert into limit_running (subject, instance, running, told_at)
    select subject, $2::uuid, running, clock_timestamp() from asked
    on conflict (subject, instance) do update set running = excluded.running, told_at = excluded.told_at
  ), leased as (
    update limit_bucket b
       set granted = least(a.wanted, floor(${FILLED})),
           tokens = ${FILLED} - least(a.wanted, floor(${FILLED})),
           filled_at = greatest(b.filled_at, statement_timestamp())
      from asked a where b.subject = a.subject
    returning b.subject, b.granted, b.tokens
  )
  select l.subject, l.granted, l.tokens, coalesce(sum(r.running), 0)::int as running, count(r.instance)::int as instances,
         (count(*) filter (where r.instance < $2::uuid))::int as before
    from leased l
    left join limit_running r
      on r.subject = l.subject and r.instance <> $2::uuid and r.told_at > clock_timestamp() - ${SILENT}
   group by l.subject, l.granted, l.tokens`;
const BEGIN = `
  insert into limit_bucket (subject, tokens, granted, filled_at)
  select subject, burst, 0, statement_timestamp() from jsonb_to_recordset($1::jsonb) as a (subject text, burst float8)
   order by subject on conflict do nothing`;
const FORGET = `
  with silent as (delete from limit_running where told_at < clock_timestamp() - interval '1 minute')
  delete from limit_bucket where filled_at < clock_timestamp() - interval '1 day'`;

/** What the instances share of the limits. By the clock of the database, so that theirs need not agree. */
@Injectable()
export class LeaseStore {
  readonly instance = randomUUID();

  constructor(private readonly sql: Sql) {}

  async lease(wishes: readonly LeaseWish[]): Promise<Lease[]> {
    const asked = wishes.map(({ limit, wanted, running }) => ({
      ...{ subject: limit.subject, rate: perSecond(limit), burst: burstOf(limit) },
      ...{ wanted, running },
    }));
    const input = JSON.stringify(asked);
    const leases = await this.sql.rows<Lease>(LEASE, [input, this.instance]);
    if (leases.length === asked.length) return leases;
    await this.sql.rows(BEGIN, [input]);
    return this.sql.rows<Lease>(LEASE, [input, this.instance]);
  }

  /** Removes what counts no more. */
  async forget(): Promise<void> {
    await this.sql.rows(FORGET);
  }
}
