import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { NotFoundError, readList, withItems, type Page } from '@houtai/service-host';
import type { EntryFilter, EntryView, LineView } from './entry.dto';
import { ENTRIES } from './entry.list';

type EntryRow = Omit<EntryView, 'recordedAt' | 'lines'> & { recordedAt: Date };
type LineRow = LineView & { entryId: string };

/** What belongs to an entry is looked up for those of the page: joined, its index would be read from the first entry on. */
const ENTRY = `
  select e.id, e.posting_date::text as "postingDate", e.period, e.kind, e.red, e.rule, e.rule_version as "ruleVersion",
         e.event_id as "causeId", 'CNY' as currency, e.total_fen as "totalFen", e.maker, e.checker, e.memo, e.facts::jsonb as facts,
         e.reverses, (select r.id from entry r where r.reverses = e.id) as "reversedBy",
         (select s.voucher_no from seal s where s.entry_id = e.id) as "voucherNo", e.recorded_at as "recordedAt", 1 as version
  from entry e`;
const LINES = `
  select l.entry_id as "entryId", l.line_no as "lineNo", l.account, a.name as "accountName", l.dc as side,
         l.amount_fen as "amountFen", l.cash_item as "cashItem", l.dept, l.branch_id as "branchId",
         l.vehicle_id as "vehicleId", l.order_id as "reservationId", l.party_id as "partyId",
         l.tax_code as "taxCode", l.tax_rate_bp as "taxRateBp"
  from line l join account a on a.code = l.account
  where l.entry_id = any($1::uuid[]) order by l.entry_id, l.line_no`;

@Injectable()
export class EntryQueries {
  constructor(private readonly sql: Sql) {}

  async one(id: string): Promise<EntryView> {
    const [row] = await this.sql.rows<EntryRow>(`${ENTRY} where e.id = $1`, [id]);
    if (!row) throw new NotFoundError('entry', id);
    const [view] = await this.withLines([row]);
    if (!view) throw new NotFoundError('entry', id);
    return view;
  }

  async list(filter: EntryFilter): Promise<Page<EntryView>> {
    const found = await readList(this.sql, ENTRIES, { select: ENTRY, filter }, (row: EntryRow) => row);
    return withItems(found, await this.withLines(found.items));
  }

  private async withLines(rows: readonly EntryRow[]): Promise<EntryView[]> {
    const lines = await this.sql.rows<LineRow>(LINES, [rows.map(({ id }) => id)]);
    const byEntry = new Map<string, LineView[]>();
    for (const { entryId, ...line } of lines) byEntry.set(entryId, [...(byEntry.get(entryId) ?? []), line]);
    return rows.map(({ recordedAt, ...entry }) => {
      return { ...entry, recordedAt: toInstant(recordedAt), lines: byEntry.get(entry.id) ?? [] };
    });
  }
}
