import { Injectable } from '@nestjs/common';
import { Sql, TransientError } from '@houtai/messaging';
import { addMonths, type Yyyymm } from './period';

/** Error of the database for a period that cannot be opened (or moved on) any more. */
const OUT_OF_ORDER = 'FIN08';

@Injectable()
export class PeriodStore {
  constructor(private readonly sql: Sql) {}

  /**
   * The open period that takes postings of each month: the month itself, or the next open one after it. The periods
   * found stay open to the end of the transaction: whoever closes them waits.
   */
  async holdOpen(months: readonly Yyyymm[]): Promise<ReadonlyMap<Yyyymm, Yyyymm>> {
    const wanted = [...new Set(months)].sort((a, b) => a - b);
    const held = new Map((await this.shareOpen(wanted)).map((month) => [month, month]));
    if (held.size === wanted.length) return held;
    const missing = () => wanted.filter((month) => !held.has(month));
    await this.ensure(missing());
    for (const month of await this.shareOpen(missing())) held.set(month, month);
    for (const month of missing()) held.set(month, await this.nextOpen(month));
    return held;
  }

  /** Like {@link holdOpen}, without a stand-in for months that are not open. */
  async holdExactly(months: readonly Yyyymm[]): Promise<ReadonlyMap<Yyyymm, Yyyymm>> {
    const open = await this.shareOpen([...new Set(months)]);
    return new Map(open.map((month) => [month, month]));
  }

  /** Opens the months, and those between them and the ones that are there, unless a later one is closed or closing. */
  async ensure(months: readonly Yyyymm[]): Promise<void> {
    if (months.length === 0) return;
    try {
      await this.sql.rows(ENSURE, [Math.min(...months), Math.max(...months)]);
    } catch (error) {
      if ((error as { code?: string }).code !== OUT_OF_ORDER) throw error;
      throw new TransientError('a period was closed in the meantime', { cause: error });
    }
  }

  private async shareOpen(months: readonly Yyyymm[]): Promise<Yyyymm[]> {
    if (months.length === 0) return [];
    const rows = await this.sql.rows<{ yyyymm: Yyyymm }>(
      `select yyyymm from period where yyyymm = any($1::int[]) and state = 'open' order by yyyymm for share`,
      [months],
    );
    return rows.map(({ yyyymm }) => yyyymm);
  }

  private async nextOpen(after: Yyyymm): Promise<Yyyymm> {
    const rows = await this.sql.rows<{ yyyymm: Yyyymm }>(
      `select yyyymm from period where yyyymm > $1 and state = 'open' order by yyyymm limit 1 for share`,
      [after],
    );
    if (rows[0]) return rows[0].yyyymm;
    const [last] = await this.sql.rows<{ yyyymm: Yyyymm }>('select max(yyyymm) as yyyymm from period');
    const next = addMonths(Math.max(after, last?.yyyymm ?? after), 1);
    await this.ensure([next]);
    const [opened] = await this.shareOpen([next]);
    if (opened === undefined) throw new TransientError(`period ${next} was closed in the meantime`);
    return opened;
  }
}

const ENSURE = `
  with known as (
    select min(yyyymm) as first, max(yyyymm) as last, coalesce(max(yyyymm) filter (where state <> 'open'), 0) as shut
    from period
  )
  insert into period (yyyymm)
  select month.yyyymm
  from known,
       lateral generate_series(to_date(least($1::int, known.first)::text, 'YYYYMM'),
                               to_date(greatest($2::int, known.last)::text, 'YYYYMM'), interval '1 month') as day,
       lateral (select to_char(day, 'YYYYMM')::int as yyyymm) month
  where month.yyyymm > known.shut and not exists (select 1 from period p where p.yyyymm = month.yyyymm)
  order by 1
  on conflict (yyyymm) do nothing`;
