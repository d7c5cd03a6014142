import { Injectable } from '@nestjs/common';
import { toFields, toInstant, type Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';
import type { RentalDay } from './rental-day';

export interface ScheduledDay extends RentalDay {
  id: string;
  reservationId: string;
  state: 'pending' | 'accrued' | 'dropped';
  entryId?: string;
  /** Its entry was reversed: nothing of it stands in the books. */
  isReversed: boolean;
}

interface ScheduleRow {
  id: string;
  reservation_id: string;
  day_no: number;
  starts_at: Date;
  gross_fen: number;
  net_fen: number;
  tax_fen: number;
  vat_rate_bp: number;
  state: ScheduledDay['state'];
  entry_id: string | null;
  is_reversed: boolean;
}

const COLUMNS =
  's.id, s.reservation_id, s.day_no, s.starts_at, s.gross_fen, s.net_fen, s.tax_fen, s.vat_rate_bp, s.state, s.entry_id';

/** Rental days that are to be accrued. Read and written only with the order's receivable locked. */
@Injectable()
export class AccrualStore {
  constructor(private readonly sql: Sql) {}

  async schedule(days: readonly (RentalDay & Pick<ScheduledDay, 'id' | 'reservationId'>)[]): Promise<void> {
    if (days.length === 0) return;
    await this.sql.write(
      `insert into accrual_schedule (id, reservation_id, day_no, starts_at, gross_fen, net_fen, tax_fen, vat_rate_bp)
       select id, "reservationId", "dayNo", "startsAt", "grossFen", "netFen", "taxFen", "vatRateBp"
       from jsonb_to_recordset($1::jsonb) as d(id uuid, "reservationId" uuid, "dayNo" int, "startsAt" timestamptz, "grossFen" bigint,
         "netFen" bigint, "taxFen" bigint, "vatRateBp" int)
       on conflict (reservation_id, day_no) do nothing`,
      [JSON.stringify(days)],
    );
  }

  /** Orders with days that have begun and are not accrued. */
  async ordersDue(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.sql.rows<{ id: string; at: Date }>(
      `select reservation_id as id, min(starts_at) as at from accrual_schedule
        where state = 'pending' and starts_at <= $1 group by reservation_id order by at, id limit $2`,
      [now, limit],
    );
    return rows.map(({ id, at }) => ({ id, dueAt: toInstant(at) }));
  }

  async pendingDays(orders: readonly string[], now: Instant): Promise<ScheduledDay[]> {
    const rows = await this.sql.rows<ScheduleRow>(
      `select ${COLUMNS}, false as is_reversed from accrual_schedule s
       where reservation_id = any($1::uuid[]) and state = 'pending' and starts_at <= $2
       order by reservation_id, day_no`,
      [orders, now],
    );
    return rows.map((row) => toFields(row));
  }

  async daysOf(reservationId: string): Promise<ScheduledDay[]> {
    const rows = await this.sql.rows<ScheduleRow>(
      `select ${COLUMNS}, exists (select 1 from entry r where r.reverses = s.entry_id) as is_reversed
       from accrual_schedule s where reservation_id = $1 order by day_no`,
      [reservationId],
    );
    return rows.map((row) => toFields(row));
  }

  async markAccrued(accrued: readonly { dayId: string; entryId: string }[]): Promise<void> {
    if (accrued.length === 0) return;
    await this.sql.write(
      `update accrual_schedule s set state = 'accrued', entry_id = a.entry_id
       from unnest($1::uuid[], $2::uuid[]) as a(id, entry_id) where s.id = a.id`,
      [accrued.map(({ dayId }) => dayId), accrued.map(({ entryId }) => entryId)],
    );
  }

  /** Settlement has spoken: what is still pending never becomes due. */
  async dropPending(reservationId: string): Promise<void> {
    await this.sql.write(
      `update accrual_schedule set state = 'dropped' where reservation_id = $1 and state = 'pending'`,
      [reservationId],
    );
  }
}
