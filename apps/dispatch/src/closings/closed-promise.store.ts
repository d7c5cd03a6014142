import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';

/** Which promises are at a branch that is closed by then; it stands with the hold, where a trigger writes it. */
@Injectable()
export class ClosedPromiseStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Every class that was ever planned: a promise that is being made has the lock of one of them. */
  async classCodes(): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ class_code: string }>(
      'select class_code from class_lock union select class_code from vehicle_class',
    );
    return rows.map((row) => row.class_code);
  }

  /** Looks again at what is picked up or returned there from `since` on. */
  async look(branchId: string, since: Instant): Promise<void> {
    const live = (condition: string) =>
      `array(select hold_id from capacity_hold where released_at is null and ${condition})`;
    await this.unitOfWork.sql.write(
      `update capacity_hold h set closed_branch_id = null
        where h.hold_id = any(${live('pick_up_branch_id = $1 and from_at >= $2')}
                              || ${live('leaves_at_branch_id = $1 and occupies_until >= $2')}
                              || ${live('leaves_at_branch_id is null and return_branch_id = $1 and occupies_until >= $2')})
          and h.closed_branch_id is distinct from closed_branch_of(h)`,
      [branchId, since],
    );
  }
}
