import { Injectable } from '@nestjs/common';
import { toFields } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { allOf, NotFoundError, page, readPage, type Condition, type Page } from '@houtai/service-host';
import type { EntryFilter, EntryView, LineView } from './entry.dto';
import type { EntryKind } from '../posting-rules/entry-draft';
import { toLine, type LineRow } from './entry.store';

interface EntryRow {
  id: string;
  posting_date: string;
  period: number;
  kind: EntryKind;
  red: boolean;
  rule: string;
  rule_version: number;
  event_id: string;
  total_fen: number;
  maker: string;
  checker: string | null;
  memo: string;
  reverses: string | null;
  reversed_by: string | null;
  voucher_no: number | null;
  recorded_at: Date;
}

const ENTRY = `
  select e.id, e.posting_date::text as posting_date, e.period, e.kind, e.red, e.rule, e.rule_version, e.event_id,
         e.total_fen, e.maker, e.checker, e.memo, e.reverses, r.id as reversed_by, s.voucher_no, e.recorded_at
  from entry e left join entry r on r.reverses = e.id left join seal s on s.entry_id = e.id`;

const NEWEST_FIRST = [{ sql: 'e.id', type: 'uuid', descending: true }] as const;

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

  async list({ limit, after, period, account, reservationId }: EntryFilter): Promise<Page<EntryView>> {
    const where = [['e.period = $1', period] as const, withLine(account, reservationId)];
    const query = { select: ENTRY, where, by: NEWEST_FIRST, limit, after };
    const { items, next } = await readPage(this.sql, query, (row: EntryRow) => row);
    return page(await this.withLines(items), next);
  }

  private async withLines(rows: readonly EntryRow[]): Promise<EntryView[]> {
    const lines = await this.sql.rows<LineRow & { account_name: string }>(
      `select l.*, a.name as account_name from line l join account a on a.code = l.account
       where l.entry_id = any($1::uuid[]) order by l.entry_id, l.line_no`,
      [rows.map(({ id }) => id)],
    );
    const byEntry = new Map<string, LineView[]>();
    for (const line of lines) {
      const views = byEntry.get(line.entry_id) ?? [];
      byEntry.set(line.entry_id, views);
      views.push(toLineView(line));
    }
    return rows.map((row) => toView(row, byEntry.get(row.id) ?? []));
  }
}

/** Entries with a line of the account, or one below it, and of the order. */
function withLine(account?: string, reservationId?: string): Condition | undefined {
  const { text, values } = allOf([
    ["(l.account = $1 or starts_with(l.account, $1 || '.'))", account],
    ['l.order_id = $1', reservationId],
  ]);
  return text === ''
    ? undefined
    : [`exists (select 1 from line l where l.entry_id = e.id and ${text})`, ...values];
}

function toLineView(row: LineRow & { account_name: string }): LineView {
  const { account, side, amountFen, cashItem, dept, branchId, vehicleId, orderId, partyId } = toLine(row);
  return {
    lineNo: row.line_no,
    account,
    accountName: row.account_name,
    side,
    amountFen,
    cashItem: cashItem ?? null,
    dept: dept ?? null,
    branchId: branchId ?? null,
    vehicleId: vehicleId ?? null,
    reservationId: orderId ?? null,
    partyId: partyId ?? null,
  };
}

function toView(row: EntryRow, lines: LineView[]): EntryView {
  const { eventId: causeId, ...entry } = toFields(row);
  const { checker = null, reverses = null, reversedBy = null, voucherNo = null } = entry;
  const mayBeAbsent = { checker, reverses, reversedBy, voucherNo };
  return { ...entry, ...mayBeAbsent, causeId, currency: 'CNY', lines, version: 1 };
}
