import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readPage, type KeyColumn, type Page, type PageFilter } from '@houtai/service-host';
import type { PeriodView } from './period.dto';

const PERIOD = `
  select p.yyyymm as period, p.state, p.changed_by as "changedBy", p.version,
         (select count(*)::int from entry e where e.period = p.yyyymm) as entries
  from period p`;

const LATEST_FIRST: KeyColumn<PeriodView>[] = [
  { sql: 'p.yyyymm', type: 'integer', descending: true, of: (row) => row.period },
];

@Injectable()
export class PeriodQueries {
  constructor(private readonly sql: Sql) {}

  async one(yyyymm: number): Promise<PeriodView> {
    const [row] = await this.sql.rows<PeriodView>(`${PERIOD} where p.yyyymm = $1`, [yyyymm]);
    if (!row) throw new NotFoundError('period', String(yyyymm));
    return row;
  }

  list({ limit, after }: PageFilter): Promise<Page<PeriodView>> {
    return readPage(this.sql, { select: PERIOD, by: LATEST_FIRST, limit, after }, (row) => row);
  }
}
