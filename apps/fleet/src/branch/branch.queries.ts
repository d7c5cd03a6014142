import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { NotFoundError, Page, PageQuery, decodeCursor, encodeCursor, page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { BranchView } from './branch.dto';

const COLUMNS = `id, code, name, city, time_zone as "timeZone", opens_at as "opensAt", closes_at as "closesAt",
  violation_hold_days as "violationHoldDays", turnaround_minutes as "turnaroundMinutes",
  opened_at as "openedAt", version`;

type BranchRow = Omit<BranchView, 'openedAt'> & { openedAt: Date };

@Injectable()
export class BranchQueries {
  constructor(private readonly database: DataSource) {}

  async one(id: string): Promise<BranchView> {
    const rows: BranchRow[] = await this.database.query(`select ${COLUMNS} from branch where id = $1`, [id]);
    const row = rows[0];
    if (!row) throw new NotFoundError('branch', id);
    return toView(row);
  }

  /** In order of their codes. */
  async list({ limit, after }: PageQuery): Promise<Page<BranchView>> {
    const [afterCode] = after === undefined ? [''] : decodeCursor(after, 1);
    const rows: BranchRow[] = await this.database.query(
      `select ${COLUMNS} from branch where code > $1 order by code limit $2`,
      [afterCode, limit + 1],
    );
    const items = rows.slice(0, limit).map(toView);
    const last = items.at(-1);
    return page(items, rows.length > limit && last ? encodeCursor([last.code]) : null);
  }
}

function toView(row: BranchRow): BranchView {
  return { ...row, openedAt: toInstant(row.openedAt) };
}
