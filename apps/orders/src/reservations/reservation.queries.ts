import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { NotFoundError, allOf, within, type DueItem, type Page, type Reach } from '@houtai/service-host';
import { Sql } from '@houtai/messaging';
import type { OverduePickUpFilter } from './overdue-pick-up.dto';
import { OVERDUE_PICK_UPS, RESERVATIONS, waitingAt } from './reservation.list';
import { ReservationStore, type StoredReservation } from './reservation.store';
import type { ReservationFilter } from './reservation-requests.dto';
import type { HistoryEntryView } from './reservation-view.dto';

type HistoryRow = Omit<HistoryEntryView, 'at'> & { at: Date };

@Injectable()
export class ReservationQueries {
  constructor(
    private readonly sql: Sql,
    private readonly reservations: ReservationStore,
  ) {}

  one(id: string, reach: Reach): Promise<StoredReservation> {
    return this.reservations.get(id, reach);
  }

  list<View>(
    reach: Reach,
    filter: ReservationFilter,
    view: (stored: StoredReservation) => View,
  ): Promise<Page<View>> {
    return this.reservations.page(RESERVATIONS, reach, { filter }, view);
  }

  /** Promised, and the time has come, but nobody yet: by pick-up, the longest waiting first. */
  overduePickUps<View>(
    reach: Reach,
    now: Instant,
    filter: OverduePickUpFilter,
    view: (stored: StoredReservation) => View,
  ): Promise<Page<View>> {
    return this.reservations.page(OVERDUE_PICK_UPS, reach, { filter, also: waitingAt(now) }, view);
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

  /** Every step, the oldest first. Throws `not-found`. */
  async history(key: string, reach: Reach): Promise<HistoryEntryView[]> {
    const id = await this.reservations.idOf(key, reach);
    const { text, values } = allOf([['h.reservation_id = $1', id], within(reach, 't.partner_id')]);
    const rows = await this.sql.rows<HistoryRow>(
      `select h.type, h.status, h.at, h.actor, h.version, h.data
         from reservation_history h join reservation t using (reservation_id)
        where ${text} order by h.seq`,
      values,
    );
    if (rows.length === 0) throw new NotFoundError('reservation', id);
    return rows.map((row) => ({ ...row, at: toInstant(row.at) }));
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
