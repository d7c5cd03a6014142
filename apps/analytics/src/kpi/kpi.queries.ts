import { Injectable } from '@nestjs/common';
import { Instant } from '@houtai/domain-kit';
import { DataSource } from 'typeorm';
import { VEHICLE_DAYS } from '../vehicle-day/vehicle-day.store';
import { PeriodCounts } from './kpi';

/** A return within the free half hour counts as in time (domain rules, "Charges"). */
const GRACE_MINUTES = 30;

@Injectable()
export class KpiQueries {
  constructor(private readonly database: DataSource) {}

  /** Counts of the business days `from` to `to`, both included, in the company's time zone. */
  async counts(from: string, to: string, now: Instant): Promise<PeriodCounts> {
    const [row]: PeriodCounts[] = await this.database.query(
      `with period as (select ($1::date)::timestamp at time zone 'Asia/Shanghai' as starts,
                              ($2::date + 1)::timestamp at time zone 'Asia/Shanghai' as ends),
       days as (${VEHICLE_DAYS}),
       orders as (select r.* from reservation r, period
                   where r.pick_up_at >= starts and r.pick_up_at < ends and r.confirmed_at is not null),
       answers as (select s.* from survey s, period where s.invited_at >= starts and s.invited_at < ends)
       select coalesce((select sum(rented_minutes) from days), 0)::float8         as "rentedMinutes",
              coalesce((select sum(in_fleet_minutes) from days), 0)::float8       as "inFleetMinutes",
              coalesce((select sum(out_of_service_minutes) from days), 0)::float8 as "outOfServiceMinutes",
              coalesce((select sum(amount_fen) from revenue_line
                         where posting_date between $1::date and $2::date), 0)::bigint as "netRevenueFen",
              (select count(*) from orders)::int                                        as "dueForPickUp",
              (select count(*) from orders where status = 'converted')::int             as completed,
              (select count(*) from orders where status = 'confirmed')::int             as "stillOpen",
              (select count(*) from answers)::int                                       as "surveysInvited",
              (select count(*) from answers where answered_at is not null)::int         as "surveysAnswered",
              (select count(*) from answers where satisfaction >= 4)::int               as satisfied,
              (select count(*) from answers where recommendation >= 9)::int             as promoters,
              (select count(*) from answers where recommendation <= 6)::int             as detractors,
              (select count(*) from rental, period where due_at >= starts and due_at < ends)::int as "returnsDue",
              (select count(*) from rental, period where due_at >= starts and due_at < ends
                  and late_minutes <= ${GRACE_MINUTES})::int                            as "returnsInTime",
              (select count(*) from rental, period where returned_at >= starts and returned_at < ends)::int as "rentalsCompleted",
              (select count(*) from complaint, period where received_at >= starts and received_at < ends)::int as complaints`,
      [from, to, now],
    );
    if (!row) throw new Error('An aggregate without a row');
    return row;
  }
}
