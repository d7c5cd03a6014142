import { Injectable } from '@nestjs/common';
import type { BusinessDay } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError } from '@houtai/service-host';
import { EntryStore, type PostedEntry } from '../ledger/entry.store';
import { grouped } from '../ledger/grouped';
import { rentalAccrualsWithdrawn } from '../posting-rules/rental-accruals-withdrawn';
import { rentalDayAccrued } from '../posting-rules/rental-day-accrued';
import type { AccruedDay, EntryToExplain } from './facts-of-entry';

/** Entries of one rule in a span of days, half-open. */
export interface Span {
  rule: string;
  from: BusinessDay;
  to: BusinessDay;
  /** Only those behind this entry. */
  after?: string;
}

/** Entries with all that they were made of. */
@Injectable()
export class ExplainedEntries {
  constructor(
    private readonly sql: Sql,
    private readonly entries: EntryStore,
  ) {}

  async one(id: string): Promise<{ entry: EntryToExplain; original?: PostedEntry }> {
    const [entry] = await this.withAccrued(await this.entries.stored([id]));
    if (!entry) throw new NotFoundError('entry', id);
    const [original] = entry.reverses === undefined ? [] : await this.entries.stored([entry.reverses]);
    return { entry, original };
  }

  /** Whether an entry of the rule has this id: a span goes on behind one. */
  async isOf(rule: string, id: string): Promise<boolean> {
    return (await this.sql.rows('select id from entry where id = $1 and rule = $2', [id, rule])).length > 0;
  }

  /** At most so many that stand, by day and id: what was reversed comes to nothing, whatever version made it. */
  async standing({ rule, from, to, after }: Span, limit: number): Promise<EntryToExplain[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `select e.id from entry e
       where e.rule = $1 and e.kind <> 'reversal' and e.posting_date >= $2 and e.posting_date < $3
         and ($4::uuid is null or (e.posting_date, e.id) > (select a.posting_date, a.id from entry a where a.id = $4))
         and not exists (select 1 from entry r where r.reverses = e.id)
       order by e.posting_date, e.id limit $5`,
      [rule, from, to, after ?? null, limit],
    );
    const stored = await this.withAccrued(await this.entries.stored(rows.map(({ id }) => id)));
    const byId = new Map(stored.map((entry) => [entry.id, entry]));
    return rows.flatMap(({ id }) => byId.get(id) ?? []);
  }

  private async withAccrued(entries: readonly PostedEntry[]): Promise<EntryToExplain[]> {
    const withdrawn = entries.filter(({ rule }) => rule === rentalAccrualsWithdrawn.name).map(({ id }) => id);
    if (withdrawn.length === 0) return [...entries];
    const rows = await this.sql.rows<{ id: string; facts: string | null }>(ACCRUED_BEFORE, [
      withdrawn,
      rentalDayAccrued.name,
    ]);
    const byEntry = grouped(rows, ({ id }) => id);
    return entries.map((entry) => ({ ...entry, ...accruedOf(byEntry.get(entry.id)) }));
  }
}

/** A day whose facts were not kept leaves its withdrawal without an explanation. */
function accruedOf(rows: readonly { facts: string | null }[] | undefined): Partial<EntryToExplain> {
  if (rows === undefined) return {};
  const days = rows.flatMap(({ facts }) => (facts === null ? [] : (JSON.parse(facts) as AccruedDay)));
  return days.length < rows.length ? { facts: undefined } : { accrued: days };
}

/**
 * Rental days of the order that stood when they were withdrawn. Whoever posts to an order has it locked, so the times at which
 * its entries were recorded follow each other as the postings did.
 */
const ACCRUED_BEFORE = `
  select w.id, a.facts
  from entry w
  cross join lateral (select l.order_id from line l where l.entry_id = w.id and l.order_id is not null limit 1) o
  cross join lateral (select distinct l.entry_id from line l where l.order_id = o.order_id) l
  join entry a on a.id = l.entry_id and a.rule = $2 and a.kind <> 'reversal' and a.recorded_at <= w.recorded_at
  where w.id = any($1::uuid[])
    and not exists (select 1 from entry r where r.reverses = a.id and r.recorded_at <= w.recorded_at)
  order by w.id, a.recorded_at, a.id`;
