import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';

/** The plan a conflict belongs to: that of its vehicle, or of the promised class when it has none. */
const CLASS = 'coalesce(v.class_code, h.class_code)';
const IN_CONFLICT = `capacity_hold h left join vehicle v using (vehicle_id)
  where h.released_at is null and h.conflict is not null and h.status <> 'in-use'`;

/** Promises that have no vehicle, or one that cannot serve them. */
@Injectable()
export class ConflictStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Classes with conflicts that were not tried since `before`. */
  async classesToRetry(before: Instant): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ class_code: string }>(
      `select distinct ${CLASS} as class_code from ${IN_CONFLICT} and (h.retried_at is null or h.retried_at <= $1)
        order by 1`,
      [before],
    );
    return rows.map((row) => row.class_code);
  }

  async markRetried(classCode: string, at: Instant): Promise<void> {
    await this.unitOfWork.sql.write(
      `update capacity_hold set retried_at = $2
        where hold_id in (select h.hold_id from ${IN_CONFLICT} and ${CLASS} = $1)`,
      [classCode, at],
    );
  }

  /** Confirmed reservations in conflict that are picked up before `before`. */
  async firmBefore(classCode: string, before: Instant): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ reservation_id: string }>(
      `select distinct h.reservation_id from ${IN_CONFLICT} and ${CLASS} = $1 and h.status = 'firm' and h.from_at < $2`,
      [classCode, before],
    );
    return rows.map((row) => row.reservation_id);
  }
}
