import { Injectable } from '@nestjs/common';
import { toFields } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import type { CashItem } from '../posting-rules/accounts';
import type { EntryKind, LineDraft, Side } from '../posting-rules/entry-draft';
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
}

interface EntryRow {
  id: string;
  kind: EntryKind;
  posting_date: string;
  reversed_by: string | null;
}

/** Entries read back to be reversed. */
@Injectable()
export class EntryStore {
  constructor(private readonly sql: Sql) {}

  /** One reversal of an entry at a time: a second waits here and then sees the first. */
  async lock(entryId: string): Promise<void> {
    await this.sql.rows(`select pg_advisory_xact_lock(hashtextextended('finance:entry:' || $1, 0))`, [
      entryId,
    ]);
  }

  async stored(entryIds: readonly string[]): Promise<StoredEntry[]> {
    if (entryIds.length === 0) return [];
    const entries = await this.sql.rows<EntryRow>(
      `select e.id, e.kind, e.posting_date::text as posting_date, r.id as reversed_by
       from entry e left join entry r on r.reverses = e.id where e.id = any($1::uuid[]) order by e.id`,
      [entryIds],
    );
    const lines = await this.sql.rows<LineRow>(
      'select * from line where entry_id = any($1::uuid[]) order by entry_id, line_no',
      [entryIds],
    );
    return entries.map(({ id, kind, posting_date: day, reversed_by: reversedBy }) => ({
      id,
      kind,
      day,
      reversedBy: reversedBy ?? undefined,
      lines: lines.filter(({ entry_id: entryId }) => entryId === id).map(toLine),
    }));
  }
}

function toLine(row: LineRow): LineDraft {
  const { account, dc: side, amountFen, cashItem, dept, ...about } = toFields(row);
  const { branchId, vehicleId, orderId, partyId } = about;
  return { account, side, amountFen, cashItem, dept, branchId, vehicleId, orderId, partyId };
}
