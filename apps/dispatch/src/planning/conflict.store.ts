import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';
import { dueItems } from './due-items.queries';

/** The plan a conflict belongs to: that of its vehicle, or of the promised class when it has none. */
const CLASS = 'coalesce(v.class_code, h.class_code)';
const IN_CONFLICT = `capacity_hold h left join vehicle v using (vehicle_id)
  where h.released_at is null and h.conflict is not null and h.status <> 'in-use'`;

/** Promises that have no vehicle, or one that cannot serve them. */
@Injectable()
export class ConflictStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Classes with conflicts that nobody tried to solve since `before`. */
  classesToRetry(before: Instant, limit: number): Promise<DueItem[]> {
    return dueItems(
      this.unitOfWork.sql,
      `select ${CLASS} as id, min(coalesce(h.retried_at, h.held_at)) as due from ${IN_CONFLICT}
          and (h.retried_at is null or h.retried_at <= $1) group by 1 order by 2, 1 limit $2`,
      [before, limit],
    );
  }

  async markRetried(classCode: string, at: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update capacity_hold set retried_at = $2
        where hold_id in (select h.hold_id from ${IN_CONFLICT} and ${CLASS} = $1)`,
      [classCode, at],
    );
  }

  /** Confirmed reservations in conflict, picked up before `pickUp`, for which no upgrade was tried since `before`. */
  reservationsToUpgrade(pickUp: Instant, before: Instant, limit: number): Promise<DueItem[]> {
    return dueItems(
      this.unitOfWork.sql,
      `select h.reservation_id as id, h.from_at as due from ${IN_CONFLICT} and h.status = 'firm' and h.from_at < $1
          and (h.upgrade_tried_at is null or h.upgrade_tried_at <= $2) order by 2, 1 limit $3`,
      [pickUp, before, limit],
    );
  }

  async markUpgradeTried(reservationId: string, at: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update capacity_hold set upgrade_tried_at = $2
        where reservation_id = $1 and released_at is null and status = 'firm'`,
      [reservationId, at],
    );
  }
}
