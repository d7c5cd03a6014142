import { Injectable } from '@nestjs/common';
import { Sql, TransientError } from '@houtai/messaging';
import { addMonths, type Yyyymm } from './period';

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

  /** Like {@link holdExactly}; months that are being closed take closing entries too. */
  async holdForClosing(months: readonly Yyyymm[]): Promise<ReadonlyMap<Yyyymm, Yyyymm>> {
    const rows = await this.sql.rows<{ yyyymm: Yyyymm }>(
      'select hold_periods_for_closing($1::int[]) as yyyymm',
      [[...new Set(months)]],
    );
    return new Map(rows.map(({ yyyymm }) => [yyyymm, yyyymm]));
  }

  /** Opens the months, and those between them and the ones that are there, unless the books begin later. */
  async ensure(months: readonly Yyyymm[]): Promise<void> {
    if (months.length === 0) return;
    await this.sql.rows('select open_periods($1, $2)', [Math.min(...months), Math.max(...months)]);
  }

  private async shareOpen(months: readonly Yyyymm[]): Promise<Yyyymm[]> {
    if (months.length === 0) return [];
    const rows = await this.sql.rows<{ yyyymm: Yyyymm }>('select hold_open_periods($1::int[]) as yyyymm', [
      months,
    ]);
    return rows.map(({ yyyymm }) => yyyymm);
  }

  private async nextOpen(after: Yyyymm): Promise<Yyyymm> {
    const rows = await this.sql.rows<{ yyyymm: Yyyymm }>('select hold_open_period_after($1) as yyyymm', [
      after,
    ]);
    if (rows[0]) return rows[0].yyyymm;
    const [last] = await this.sql.rows<{ yyyymm: Yyyymm }>('select max(yyyymm) as yyyymm from period');
    const next = addMonths(Math.max(after, last?.yyyymm ?? after), 1);
    await this.ensure([next]);
    const [opened] = await this.shareOpen([next]);
    if (opened === undefined) throw new TransientError(`period ${next} was closed in the meantime`);
    return opened;
  }
}
