import { Injectable } from '@nestjs/common';
import { addDays, toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';

/** $1 those whose return was planned by then, $2 so many. */
export const OLD_WISHES =
  'select reservation_id as id, due_at as due from refused_wish where due_at <= $1 order by due_at limit $2';

/** Wishes that were refused; the statement of a refusal writes them. */
@Injectable()
export class RefusedWishStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Those whose return is so many days past, the oldest first. */
  async old(now: Instant, days: number, limit: number): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; due: Date }>(OLD_WISHES, [
      addDays(now, -days),
      limit,
    ]);
    return rows.map(({ id, due }) => ({ id, dueAt: addDays(toInstant(due), days) }));
  }

  async forget(reservationIds: readonly string[]): Promise<void> {
    await this.unitOfWork.sql.write('delete from refused_wish where reservation_id = any($1::uuid[])', [
      reservationIds,
    ]);
  }
}
