import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { KeyColumn, NotFoundError, Page, PageFilter, readPage } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { BranchView } from './branch.dto';

const BRANCH = `
  select id, code, name, city, time_zone as "timeZone", opens_at as "opensAt", closes_at as "closesAt",
         violation_hold_days as "violationHoldDays", turnaround_minutes as "turnaroundMinutes",
         opened_at as "openedAt", version
    from branch`;

type BranchRow = Omit<BranchView, 'openedAt'> & { openedAt: Date };

const BY_CODE: KeyColumn<BranchRow>[] = [{ sql: 'code', type: 'text', of: (row) => row.code }];

@Injectable()
export class BranchQueries {
  constructor(private readonly database: DataSource) {}

  async one(id: string): Promise<BranchView> {
    const rows: BranchRow[] = await this.database.query(`${BRANCH} where id = $1`, [id]);
    const row = rows[0];
    if (!row) throw new NotFoundError('branch', id);
    return toView(row);
  }

  list({ limit, after }: PageFilter): Promise<Page<BranchView>> {
    return readPage(this.database, { select: BRANCH, by: BY_CODE, limit, after }, toView);
  }
}

function toView(row: BranchRow): BranchView {
  return { ...row, openedAt: toInstant(row.openedAt) };
}
