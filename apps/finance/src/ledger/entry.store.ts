import { Injectable } from '@nestjs/common';
import { toFields } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import type { CashItem, TaxCode } from '../posting-rules/accounts';
import type { EntryKind, LineDraft, Side } from '../posting-rules/entry-draft';
import { grouped } from './grouped';
import type { ChartAccount } from './manual-entry';
import type { StoredEntry } from './reversal';

interface LineRow {
  entry_id: string;
  line_no: number;
  account: string;
  dc: Side;
  amount_fen: number;
  cash_item: CashItem | null;
  dept: string | null;
  branch_id: string | null;
  vehicle_id: string | null;
  order_id: string | null;
  party_id: string | null;
  tax_code: TaxCode | null;
  tax_rate_bp: number | null;
}

interface EntryRow {
  id: string;
  kind: EntryKind;
  rule: string;
  rule_version: number;
  posting_date: string;
  facts: string | null;
  reverses: string | null;
  reversed_by: string | null;
}

/** An entry with what it was made of. */
export interface PostedEntry extends StoredEntry {
  ruleVersion: number;
  /** Undefined in entries of before they were kept. */
  facts?: unknown;
  reverses?: string;
}

/** Entries read back to be reversed, and the chart. */
@Injectable()
export class EntryStore {
  constructor(private readonly sql: Sql) {}

  /** One reversal for a cause at a time: a second waits here and then sees the first. */
  async lock(entryId: string): Promise<void> {
    await this.sql.rows(
      `select pg_advisory_xact_lock(hashtextextended('finance:cause:' || event_id, 0)) from entry where id = $1`,
      [entryId],
    );
  }

  /** What was posted for the cause of the entry, itself included, and is no reversal. */
  async ofSameCause(entryId: string): Promise<StoredEntry[]> {
    const rows = await this.sql.rows<{ id: string }>(
      `select e.id from entry o join entry e on e.event_id = o.event_id and e.kind <> 'reversal' where o.id = $1`,
      [entryId],
    );
    return this.stored(rows.map(({ id }) => id));
  }

  async chart(): Promise<ReadonlyMap<string, ChartAccount>> {
    const rows = await this.sql.rows<ChartAccount>(
      `select code, postable, is_cash as "isCash", needs_party as "needsParty", needs_order as "needsOrder",
              needs_tax as "needsTax", valid_from::text as "validFrom", valid_until::text as "validUntil"
       from account`,
    );
    return new Map(rows.map((account) => [account.code, account]));
  }

  /** In the order of their ids. */
  async stored(entryIds: readonly string[]): Promise<PostedEntry[]> {
    if (entryIds.length === 0) return [];
    const entries = await this.sql.rows<EntryRow>(
      `select e.id, e.kind, e.rule, e.rule_version, e.posting_date::text as posting_date, e.facts, e.reverses,
              r.id as reversed_by
       from entry e left join entry r on r.reverses = e.id where e.id = any($1::uuid[]) order by e.id`,
      [entryIds],
    );
    const lines = await this.sql.rows<LineRow>(
      'select * from line where entry_id = any($1::uuid[]) order by entry_id, line_no',
      [entryIds],
    );
    const byEntry = grouped(lines, ({ entry_id: entryId }) => entryId);
    return entries.map((row) => ({
      id: row.id,
      kind: row.kind,
      rule: row.rule,
      ruleVersion: row.rule_version,
      day: row.posting_date,
      facts: row.facts === null ? undefined : (JSON.parse(row.facts) as unknown),
      reverses: row.reverses ?? undefined,
      reversedBy: row.reversed_by ?? undefined,
      lines: (byEntry.get(row.id) ?? []).map(toLine),
    }));
  }
}

function toLine(row: LineRow): LineDraft {
  const { account, dc: side, amountFen, cashItem, dept, ...about } = toFields(row);
  const { branchId, vehicleId, orderId, partyId, taxCode: code, taxRateBp: rateBp } = about;
  const tax = code && rateBp !== undefined ? { code, rateBp } : undefined;
  return { account, side, amountFen, cashItem, dept, branchId, vehicleId, orderId, partyId, tax };
}
