import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, type Page } from '@houtai/service-host';
import type { PeriodFilter, PeriodView } from './period.dto';
import { PERIODS } from './period.list';

const PERIOD = `
  select p.yyyymm as period, p.state, p.changed_by as "changedBy", p.version,
         (select count(*)::int from entry e where e.period = p.yyyymm) as entries
  from period p`;

@Injectable()
export class PeriodQueries {
  constructor(private readonly sql: Sql) {}

  async one(yyyymm: number): Promise<PeriodView> {
    const [row] = await this.sql.rows<PeriodView>(`${PERIOD} where p.yyyymm = $1`, [yyyymm]);
    if (!row) throw new NotFoundError('period', String(yyyymm));
    return row;
  }

  list(filter: PeriodFilter): Promise<Page<PeriodView>> {
    return readList(this.sql, PERIODS, { select: PERIOD, filter }, (row: PeriodView) => row);
  }
}
