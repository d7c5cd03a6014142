import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { NotFoundError, type Condition, type DueItem, type Page } from '@houtai/service-host';
import { Sql } from '@houtai/messaging';
import { ReservationStore } from './reservation.store';
import type { ReservationFilter } from './reservation-requests.dto';
import {
  reservationView,
  type HistoryEntryView,
  type HistoryView,
  type ReservationView,
} from './reservation-view.dto';

type HistoryRow = Omit<HistoryEntryView, 'at'> & { at: Date };

const ID = { sql: 'reservation_id', type: 'uuid' } as const;
/** Ids are made in the order of time. */
const NEWEST_FIRST = [{ ...ID, descending: true }];
const BY_PICK_UP = [{ sql: 'pick_up_at', type: 'timestamptz' }, ID] as const;

@Injectable()
export class ReservationQueries {
  constructor(
    private readonly sql: Sql,
    private readonly reservations: ReservationStore,
  ) {}

  async one(id: string): Promise<ReservationView> {
    return reservationView(await this.reservations.get(id));
  }

  list({
    status,
    customerId,
    pickUpFrom,
    pickUpTo,
    limit,
    after,
  }: ReservationFilter): Promise<Page<ReservationView>> {
    const where: Condition[] = [
      ['status = $1', status],
      ['customer_id = $1', customerId],
      ['pick_up_at >= $1', pickUpFrom],
      ['pick_up_at < $1', pickUpTo],
    ];
    return this.reservations.page({ where, by: NEWEST_FIRST, limit, after }, reservationView);
  }

  /** Promised, and the time has come, but nobody yet: by pick-up, the longest waiting first. */
  overduePickUps(now: Instant, limit: number, after?: string): Promise<Page<ReservationView>> {
    const where: Condition[] = [["status in ('confirmed', 'ready') and pick_up_at < $1", now]];
    return this.reservations.page({ where, by: BY_PICK_UP, limit, after }, reservationView);
  }

  /** Promised to be picked up at `pickUpAt` or before, and not yet, the longest waiting first. */
  async waitingSince(pickUpAt: Instant, limit: number): Promise<{ id: string; pickUpAt: Instant }[]> {
    const rows = await this.sql.rows<{ id: string; at: Date }>(
      `select reservation_id as id, pick_up_at as at from reservation
        where status in ('confirmed', 'ready') and pick_up_at <= $1 order by pick_up_at limit $2`,
      [pickUpAt, limit],
    );
    return rows.map(({ id, at }) => ({ id, pickUpAt: toInstant(at) }));
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
  async unanswered(now: Instant, limit: number): Promise<DueItem[]> {
    const rows = await this.sql.rows<{ id: string; at: Date }>(
      `(select reservation_id as id, hold_expires_at as at from reservation
         where status = 'submitted' and hold_expires_at <= $1 order by hold_expires_at limit $2)
       union all
       (select reservation_id, change_expires_at from reservation
         where change_expires_at <= $1 order by change_expires_at limit $2)
       order by at limit $2`,
      [now, limit],
    );
    return rows.map(({ id, at }) => ({ id, dueAt: toInstant(at) }));
  }
}
