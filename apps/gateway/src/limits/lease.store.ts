import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { burstOf, perSecond, type Limit } from './limit';
import type { LeaseNeeds, LeaseNews } from './limited-subject';

export interface LeaseWish extends LeaseNeeds {
  limit: Limit;
}

export interface Lease extends LeaseNews {
  subject: string;
}

/** Who has not told for so long is gone, or uses nothing; one that only stalls has requests in flight all the same. */
const SILENT = `interval '5 seconds'`;

const FILLED = `least(a.burst, b.tokens + a.rate * greatest(0, extract(epoch from statement_timestamp() - b.filled_at)))`;
/** One instance after the other, so that each sees what the one before has got. */
const TURN = `select pg_advisory_xact_lock(hashtextextended('houtai-gateway-limits', 0))`;
const LEASE = `
  with asked as materialized (
    select * from jsonb_to_recordset($1::jsonb)
      as a (subject text, wanted float8, rate float8, burst float8, running int, spare int, most int)
  ), free as (
    select a.subject, greatest(0, a.most - a.running - coalesce(sum(r.places), 0))::int as places
      from asked a
      left join limit_running r
        on r.subject = a.subject and r.instance <> $2::uuid and r.told_at > clock_timestamp() - ${SILENT}
     group by a.subject, a.most, a.running
  ), told as (
    insert into limit_running (subject, instance, running, places, told_at)
    select a.subject, $2::uuid, a.running, a.running + least(a.spare, f.places), clock_timestamp()
      from asked a join free f on f.subject = a.subject
    on conflict (subject, instance) do update
       set running = excluded.running, places = excluded.places, told_at = excluded.told_at
    returning subject, places
  ), leased as (
    update limit_bucket b
       set granted = least(a.wanted, floor(${FILLED})),
           tokens = ${FILLED} - least(a.wanted, floor(${FILLED})),
           filled_at = greatest(b.filled_at, statement_timestamp())
      from asked a where b.subject = a.subject
    returning b.subject, b.granted, b.tokens
  )
  select l.subject, l.granted, l.tokens, t.places from leased l join told t on t.subject = l.subject`;
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

  constructor(private readonly unitOfWork: UnitOfWork) {}

  async lease(wishes: readonly LeaseWish[]): Promise<Lease[]> {
    const asked = wishes.map(({ limit, ...wish }) => ({
      ...{ subject: limit.subject, rate: perSecond(limit), burst: burstOf(limit), most: limit.inFlight },
      ...wish,
    }));
    const input = JSON.stringify(asked);
    const leases = await this.inTurn(input);
    if (leases.length === asked.length) return leases;
    await this.unitOfWork.sql.rows(BEGIN, [input]);
    return this.inTurn(input);
  }

  /** Removes what counts no more. */
  async forget(): Promise<void> {
    await this.unitOfWork.sql.rows(FORGET);
  }

  private inTurn(input: string): Promise<Lease[]> {
    return this.unitOfWork.run(async () => {
      await this.unitOfWork.sql.write(TURN, []);
      return this.unitOfWork.sql.rows<Lease>(LEASE, [input, this.instance]);
    });
  }
}
