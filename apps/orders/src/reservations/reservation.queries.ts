import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { NotFoundError, decodeCursor, encodeCursor, page, type Page } from '@houtai/service-host';
import { Sql } from '@houtai/messaging';
import { toReservation, type ReservationRow } from './reservation.entity';
import type { ReservationFilter } from './reservation-requests.dto';
import {
  reservationView,
  type HistoryEntryView,
  type HistoryView,
  type ReservationView,
} from './reservation-view.dto';

type HistoryRow = Omit<HistoryEntryView, 'at'> & { at: Date };

@Injectable()
export class ReservationQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<ReservationView> {
    const rows = await this.sql.rows<ReservationRow>('select * from reservation where reservation_id = $1', [
      id,
    ]);
    const row = rows[0];
    if (!row) throw new NotFoundError('reservation', id);
    return toView(row);
  }

  /** The newest first: ids are made in the order of time. */
  async list(filter: ReservationFilter): Promise<Page<ReservationView>> {
    const { status, customerId, pickUpFrom, pickUpTo, limit, after } = filter;
    const [before] = after === undefined ? [null] : decodeCursor(after, 1);
    const rows = await this.sql.rows<ReservationRow>(
      `select * from reservation
        where ($1::text is null or status = $1)
          and ($2::uuid is null or customer_id = $2)
          and ($3::timestamptz is null or pick_up_at >= $3)
          and ($4::timestamptz is null or pick_up_at < $4)
          and ($5::uuid is null or reservation_id < $5)
        order by reservation_id desc limit $6`,
      [status ?? null, customerId ?? null, pickUpFrom ?? null, pickUpTo ?? null, before, limit + 1],
    );
    return pageOf(rows, limit, (row) => [row.reservation_id]);
  }

  /** Promised, and the time has come, but nobody yet: by pick-up, the longest waiting first. */
  async overduePickUps(now: Instant, limit: number, after?: string): Promise<Page<ReservationView>> {
    const [afterAt, afterId] = after === undefined ? [null, null] : decodeCursor(after, 2);
    const rows = await this.sql.rows<ReservationRow>(
      `select * from reservation
        where status in ('confirmed', 'ready') and pick_up_at < $1
          and ($2::timestamptz is null or (pick_up_at, reservation_id) > ($2, $3::uuid))
        order by pick_up_at, reservation_id limit $4`,
      [now, afterAt, afterId, limit + 1],
    );
    return pageOf(rows, limit, (row) => [toInstant(row.pick_up_at), row.reservation_id]);
  }

  async history(id: string): Promise<HistoryView> {
    const rows = await this.sql.rows<HistoryRow>(
      `select type, status, at, actor, version, data from reservation_history
        where reservation_id = $1 order by seq`,
      [id],
    );
    if (rows.length === 0) throw new NotFoundError('reservation', id);
    return { items: rows.map((row) => ({ ...row, at: toInstant(row.at) })) };
  }

  /** Wishes and changes without an answer whose time is over. */
  async unanswered(now: Instant, limit: number): Promise<{ id: string; waits: 'wish' | 'change' }[]> {
    return this.sql.rows(
      `(select reservation_id as id, 'wish' as waits from reservation
         where status = 'submitted' and hold_expires_at <= $1 order by hold_expires_at limit $2)
       union all
       (select reservation_id, 'change' from reservation
         where change_expires_at <= $1 order by change_expires_at limit $2)`,
      [now, limit],
    );
  }
}

function toView(row: ReservationRow): ReservationView {
  return reservationView({ state: toReservation(row), version: row.version });
}

function pageOf(
  rows: ReservationRow[],
  limit: number,
  cursor: (row: ReservationRow) => string[],
): Page<ReservationView> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return page(items.map(toView), rows.length > limit && last ? encodeCursor(cursor(last)) : null);
}
