import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import { DRIVES } from './drive.list';
import type { DriveFilter, DriveView } from './drive.dto';

interface Row extends Omit<DriveView, 'changedAt'> {
  changedAt: Date;
}

const SELECT = `
  select d.from_branch_id as "fromBranchId", d.to_branch_id as "toBranchId", d.minutes, d.cost_fen as "costFen", d.active,
         d.changed_at as "changedAt", d.changed_by as "changedBy"
    from drive d`;

@Injectable()
export class DriveQueries {
  constructor(private readonly sql: Sql) {}

  list(filter: DriveFilter): Promise<Page<DriveView>> {
    return readList(this.sql, DRIVES, { select: SELECT, filter }, toView);
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
