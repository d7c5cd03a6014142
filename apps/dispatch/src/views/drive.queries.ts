import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readPage, type KeyColumn, type Page } from '@houtai/service-host';
import type { DriveFilter, DriveView } from './drive.dto';

interface Row extends Omit<DriveView, 'changedAt'> {
  changedAt: Date;
}

const SELECT = `
  select d.from_branch_id as "fromBranchId", d.to_branch_id as "toBranchId", d.minutes, d.cost_fen as "costFen", d.active,
         d.changed_at as "changedAt", d.changed_by as "changedBy"
    from drive d`;

const BY_BRANCHES: KeyColumn<Row>[] = [
  { sql: 'd.from_branch_id', type: 'uuid', of: (row) => row.fromBranchId },
  { sql: 'd.to_branch_id', type: 'uuid', of: (row) => row.toBranchId },
];

@Injectable()
export class DriveQueries {
  constructor(private readonly sql: Sql) {}

  list({ fromBranchId, toBranchId, active, limit, after }: DriveFilter): Promise<Page<DriveView>> {
    const where = [
      ['d.from_branch_id = $1', fromBranchId],
      ['d.to_branch_id = $1', toBranchId],
      ['d.active = $1::boolean', active],
    ] as const;
    return readPage(this.sql, { select: SELECT, where, by: BY_BRANCHES, limit, after }, toView);
  }

  async one(fromBranchId: string, toBranchId: string): Promise<DriveView> {
    const where = 'd.from_branch_id = $1 and d.to_branch_id = $2';
    const [row] = await this.sql.rows<Row>(`${SELECT} where ${where}`, [fromBranchId, toBranchId]);
    return row ? toView(row) : Promise.reject(new NotFoundError('drive', `${fromBranchId} -> ${toBranchId}`));
  }
}

function toView({ changedAt, ...row }: Row): DriveView {
  return { ...row, changedAt: toInstant(changedAt) };
}
