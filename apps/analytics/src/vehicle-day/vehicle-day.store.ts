import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { COLLECTION_LOCK } from '../projection/collection-lock';

/**
 * One row per vehicle and day from the status intervals, each clipped to the business day of the branch that answers
 * for it, and to what has passed of it. Branch and class are those at its end. `$1` and `$2` are the first and the last
 * day, `$3` is now: the future has no minutes yet.
 */
export const VEHICLE_DAYS = `
  select vehicle_id, day::date as day,
         (array_agg(branch_id order by lower(part) desc))[1]  as branch_id,
         (array_agg(class_code order by lower(part) desc))[1] as class_code,
         coalesce(sum(minutes) filter (where life_cycle = 'in-fleet'), 0)                                     as in_fleet_minutes,
         coalesce(sum(minutes) filter (where life_cycle = 'in-fleet' and operation = 'on-rent'), 0)           as rented_minutes,
         coalesce(sum(minutes) filter (where life_cycle = 'in-fleet' and operation = 'out-of-service'), 0)    as out_of_service_minutes
    from (select i.vehicle_id, d.day, i.branch_id, i.class_code, i.life_cycle, i.operation, p.part,
                 extract(epoch from upper(p.part) - lower(p.part)) / 60 as minutes
            from generate_series($1::timestamp, $2::timestamp, interval '1 day') d(day)
           cross join vehicle_status_interval i
            left join branch b on b.branch_id = i.branch_id
           cross join lateral (select i.during * tstzrange(
                   d.day at time zone coalesce(b.time_zone, 'Asia/Shanghai'),
                   greatest(d.day at time zone coalesce(b.time_zone, 'Asia/Shanghai'),
                            least($3::timestamptz, (d.day + interval '1 day') at time zone coalesce(b.time_zone, 'Asia/Shanghai')))) as part) p
           where not isempty(p.part)
             and i.during && tstzrange($1::timestamptz - interval '1 day', $2::timestamptz + interval '2 days')) parts
   group by vehicle_id, day`;

const COLUMNS =
  'vehicle_id, day, branch_id, class_code, in_fleet_minutes, rented_minutes, out_of_service_minutes';

@Injectable()
export class VehicleDayStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Nobody collects from here to the end of the transaction. */
  async stopCollecting(): Promise<void> {
    await this.unitOfWork.sql.rows(`select pg_advisory_xact_lock(${COLLECTION_LOCK})`);
  }

  /**
   * Rolls up every business day that is over everywhere, and recomputes what became dirty since.
   * The caller holds the collection lock alone, so that no event slips in between.
   * @returns days and vehicle days (re)computed
   */
  async rollUp(now: Instant): Promise<number> {
    const [bounds]: { first: string | null; last: string | null }[] = await this.unitOfWork.sql.rows(
      `select coalesce((select through_day + 1 from rolled_up),
                       (select min(lower(during) at time zone 'UTC')::date from vehicle_status_interval))::text as first,
              coalesce((select min(($1::timestamptz at time zone time_zone)::date) from branch),
                       ($1::timestamptz at time zone 'Asia/Shanghai')::date)::date::text as last`,
      [now],
    );
    const dirty = await this.recomputeDirty(now);
    const last = bounds?.last ? dayBefore(bounds.last) : undefined;
    if (!bounds?.first || !last || bounds.first > last) return dirty;
    const days: unknown[] = await this.unitOfWork.sql.rows(
      `with days as (insert into vehicle_day (${COLUMNS}) ${VEHICLE_DAYS}
         on conflict (vehicle_id, day) do update set
           branch_id = excluded.branch_id, class_code = excluded.class_code, in_fleet_minutes = excluded.in_fleet_minutes,
           rented_minutes = excluded.rented_minutes, out_of_service_minutes = excluded.out_of_service_minutes),
       marked as (insert into rolled_up (through_day) values ($2::date)
         on conflict (only_row) do update set through_day = excluded.through_day returning 1)
       select generate_series($1::timestamp, $2::timestamp, interval '1 day') from marked`,
      [bounds.first, last, now],
    );
    return dirty + days.length;
  }

  private async recomputeDirty(now: Instant): Promise<number> {
    const cleaned = await this.unitOfWork.sql.rows<{ vehicle_id: string; day: string }>(
      'delete from dirty_vehicle_day returning vehicle_id, day::text as day',
    );
    if (cleaned.length === 0) return 0;
    const vehicles = [...new Set(cleaned.map(({ vehicle_id }) => vehicle_id))];
    const days = cleaned.map(({ day }) => day).sort();
    const [first, last] = [days[0], days.at(-1)];
    await this.unitOfWork.sql.rows(
      'delete from vehicle_day where vehicle_id = any($1) and day between $2 and $3',
      [vehicles, first, last],
    );
    await this.unitOfWork.sql.rows(
      `insert into vehicle_day (${COLUMNS}) select ${COLUMNS} from (${VEHICLE_DAYS}) fresh where vehicle_id = any($4)`,
      [first, last, now, vehicles],
    );
    return cleaned.length;
  }
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
