import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';

/** How vehicles are brought from one branch to another, as the company says. */
export interface DriveTerms {
  fromBranchId: string;
  toBranchId: string;
  /** From leaving to being ready there. */
  minutes: number;
  costFen: number;
  /** No new drive is planned while it is false. */
  active: boolean;
}

/** The company's drives, as dispatchers define them. */
@Injectable()
export class DriveStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Twice the same changes nothing. */
  async put(drive: DriveTerms, by: string, at: Instant): Promise<void> {
    const { fromBranchId, toBranchId, minutes, costFen, active } = drive;
    await this.unitOfWork.sql.write(
      `insert into drive as d (from_branch_id, to_branch_id, minutes, cost_fen, active, changed_at, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (from_branch_id, to_branch_id) do update
         set minutes = excluded.minutes, cost_fen = excluded.cost_fen, active = excluded.active,
             changed_at = excluded.changed_at, changed_by = excluded.changed_by
         where (d.minutes, d.cost_fen, d.active) <> (excluded.minutes, excluded.cost_fen, excluded.active)`,
      [fromBranchId, toBranchId, minutes, costFen, active, at, by],
    );
  }

  async remove(fromBranchId: string, toBranchId: string): Promise<void> {
    await this.unitOfWork.sql.write('delete from drive where from_branch_id = $1 and to_branch_id = $2', [
      fromBranchId,
      toBranchId,
    ]);
  }

  /** Which of these branches nobody has opened, as far as dispatch has heard. */
  async unknownBranches(branchIds: readonly string[]): Promise<string[]> {
    const rows = await this.unitOfWork.sql.rows<{ id: string }>(
      `select asked.id from unnest($1::uuid[]) with ordinality as asked(id, place)
        where not exists (select from branch where branch_id = asked.id) order by asked.place`,
      [branchIds],
    );
    return rows.map(({ id }) => id);
  }
}
