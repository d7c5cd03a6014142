import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { DueItem } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import { LATE_USES, MISSED, UNBOUND } from './plan-sql';

/** The plan a conflict belongs to: that of its vehicle, or of the promised class when it has none. */
const CLASS = 'coalesce(v.class_code, h.class_code)';
const IN_CONFLICT = `capacity_hold h left join vehicle v using (vehicle_id)
  where h.released_at is null and h.conflict is not null and h.status <> 'in-use'`;

/** Promises about which something is to be done because time has passed. */
@Injectable()
export class DueHoldStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: DispatchConfig,
  ) {}

  /** Classes with conflicts that are due to be tried again. */
  classesToRetry(now: Instant, limit: number): Promise<DueItem[]> {
    return this.due(
      `select ${CLASS} as id, min(coalesce(h.retry_at, h.held_at)) as due from ${IN_CONFLICT}
          and (h.retry_at is null or h.retry_at <= $1) group by 1 order by 2, 1 limit $2`,
      [now, limit],
    );
  }

  /**
   * Takes conflicts of a class that are due, the nearest pick-ups first. Each waits twice as long as before until it is due
   * again: most find no place until something changes, and then {@link retrySoon} says so.
   * @returns ids of the holds
   */
  async takeRetries(classCode: string, now: Instant): Promise<string[]> {
    const { firstSeconds, mostSeconds, budget } = this.config.retryBackOff;
    const rows = await this.unitOfWork.sql.rows<{ hold_id: string }>(
      `update capacity_hold
          set retried_at = $2, retries = retries + 1,
              retry_at = $2::timestamptz + least($3 * 2 ^ least(retries, 20), $4) * interval '1 second'
        where hold_id = any(array(
          select h.hold_id from ${IN_CONFLICT} and ${CLASS} = $1 and (h.retry_at is null or h.retry_at <= $2)
           order by h.from_at, h.hold_id limit $5))
       returning hold_id`,
      [classCode, now, firstSeconds, mostSeconds, budget],
    );
    return rows.map((row) => row.hold_id);
  }

  /** Something has changed in these classes: a budget of the nearest pick-ups that have no place may find one now. */
  async retrySoon(classCodes: readonly string[], now: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update capacity_hold set retry_at = $2, retries = 0
        where hold_id = any(array(
          select hold_id from capacity_hold
           where released_at is null and conflict is not null and retry_at > $2 and class_code = any($1)
           order by from_at, hold_id limit $3))`,
      [classCodes, now, this.config.conflictRetryBudget],
    );
  }

  /** Confirmed reservations in conflict, picked up before `pickUp`, for which no upgrade was tried since `before`. */
  reservationsToUpgrade(pickUp: Instant, before: Instant, limit: number): Promise<DueItem[]> {
    return this.due(
      `select h.reservation_id as id, h.from_at as due from ${IN_CONFLICT} and h.status = 'firm' and h.subject_kind = 'rental' and h.from_at < $1
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

  /** Reservations whose vehicle should have been ready again by `now`, while nobody else has begun to use it. */
  lateUses(now: Instant, limit: number): Promise<DueItem[]> {
    return this.due(LATE_USES, [now, limit]);
  }

  /** One-way reservations that were to be picked up before `before` and were not. */
  missedPickUps(before: Instant, limit: number): Promise<DueItem[]> {
    return this.due(MISSED, [before, limit]);
  }

  /**
   * Nobody knows where it will leave its vehicle, so nothing may follow it there; a change of it on the same vehicle shares
   * that. Only where it is still missed: its time may have been changed in the meantime.
   */
  async leaveEndOpen(reservationId: string, before: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update capacity_hold h set leaves_at_branch_id = null
         from capacity_hold firm
        where firm.reservation_id = $1 and firm.released_at is null and firm.status = 'firm' and firm.occupies_from <= $2
          and (not firm.awaits_relocation or firm.from_at <= $2)
          and h.reservation_id = $1 and h.released_at is null and h.vehicle_id = firm.vehicle_id`,
      [reservationId, before],
    );
  }

  /** Confirmed reservations that are planned on a vehicle from before `horizon` on and can be bound to it. */
  unboundBefore(horizon: Instant, limit: number): Promise<DueItem[]> {
    return this.due(UNBOUND, [horizon, limit]);
  }

  private async due(text: string, values: unknown[]): Promise<DueItem[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string; due: Date }>(text, values);
    return rows.map(({ id, due }) => ({ id, dueAt: toInstant(due) }));
  }
}
