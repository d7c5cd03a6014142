import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import {
  decodeCursor,
  encodeCursor,
  NotFoundError,
  page,
  type Page,
  type PageQuery,
} from '@houtai/service-host';
import type { PeriodView } from './period.controller';

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

  async list({ limit, after }: PageQuery): Promise<Page<PeriodView>> {
    const [last = null] = after === undefined ? [] : decodeCursor(after, 1);
    const rows = await this.sql.rows<PeriodView>(
      `${PERIOD} where $1::text is null or p.yyyymm::text < $1 order by p.yyyymm desc limit $2`,
      [last, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const more = rows.length > limit && shown.at(-1);
    return page(shown, more ? encodeCursor([String(more.period)]) : null);
  }
}
