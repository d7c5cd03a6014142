import { Injectable } from '@nestjs/common';
import { branchOpenedV1 } from '@houtai/event-catalogue';
import { Outbox, UnitOfWork, outgoing } from '@houtai/messaging';
import { refuse } from '../fleet.errors';
import { Branch, branchOpened } from './branch';

@Injectable()
export class BranchStore {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** Adds a new branch and its event. Refuses a code that is in use. */
  async add(branch: Branch): Promise<void> {
    await this.unitOfWork.run(async (sql) => {
      const inserted: unknown[] = await sql.rows(
        `insert into branch (id, code, name, city, time_zone, opens_at, closes_at, violation_hold_days,
                             turnaround_minutes, opened_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (code) do nothing returning id`,
        [
          branch.id,
          branch.code,
          branch.name,
          branch.city,
          branch.timeZone,
          branch.opensAt,
          branch.closesAt,
          branch.violationHoldDays,
          branch.turnaroundMinutes,
          branch.openedAt,
          branch.version,
        ],
      );
      if (inserted.length === 0) {
        refuse('branch-code-taken', { code: branch.code });
      }
      await this.outbox.append([outgoing(branchOpenedV1, branch.id, branch.version, branchOpened(branch))]);
    });
  }
}
