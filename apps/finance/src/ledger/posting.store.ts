import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Outbox, type OutgoingEvent, Sql } from '@houtai/messaging';
import type { BusinessDay } from '@houtai/domain-kit';
import { financeErrors } from '../finance.errors';
import type { Receivable } from '../receivables/receivable';
import { canonicalJson } from './canonical-json';
import { totalOf, type EntryDraft } from '../posting-rules/entry-draft';

/** A draft with its id, in the period that takes it. */
export interface DatedEntry {
  id: string;
  postingDate: BusinessDay;
  draft: EntryDraft;
}

/** SHA-256 (hex) of the facts behind an entry. */
export function factsHash(facts: unknown): string {
  return createHash('sha256').update(canonicalJson(facts), 'utf8').digest('hex');
}

/** Writes to the books. One posting is one statement: headers, lines, the orders' receivables and the events. */
@Injectable()
export class PostingStore {
  constructor(
    private readonly sql: Sql,
    private readonly outbox: Outbox,
  ) {}

  /** Hashes of the facts behind the entries that stand in the books already, by `cause rule`. */
  async knownCauses(drafts: readonly EntryDraft[]): Promise<ReadonlyMap<string, string>> {
    if (drafts.length === 0) return new Map();
    const rows = await this.sql.rows<{ cause: string; hash: string }>(KNOWN_CAUSES, [
      drafts.map(({ causeId }) => causeId),
      drafts.map(({ rule }) => rule),
    ]);
    return new Map(rows.map(({ cause, hash }) => [cause, hash]));
  }

  /** Refuses `account-not-valid`: an account was closed since the lines were looked at. */
  async write(
    entries: readonly DatedEntry[],
    receivables: readonly Receivable[],
    events: OutgoingEvent[],
  ): Promise<void> {
    const outbox = this.outbox.cte(events, 4);
    const values = [
      JSON.stringify(entries.map(toEntryRow)),
      JSON.stringify(entries.flatMap(toLineRows)),
      JSON.stringify(receivables.map(toReceivableRow)),
      ...outbox.params,
    ];
    await this.sql.write(`with ${POST}, ${outbox.sql} select 1`, values, explain);
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'FIN18' && 'detail' in error))
    return error;
  return financeErrors.error('account-not-valid', { code: String(error.detail) });
}

export function causeKey({ causeId, rule }: Pick<EntryDraft, 'causeId' | 'rule'>): string {
  return `${causeId} ${rule}`;
}

function toEntryRow({ id, postingDate, draft }: DatedEntry): object {
  const totalFen = totalOf(draft.lines);
  return {
    id,
    posting_date: postingDate,
    kind: draft.kind,
    red: totalFen < 0,
    event_id: draft.causeId,
    rule: draft.rule,
    rule_version: draft.ruleVersion,
    payload_hash: factsHash(draft.facts),
    facts: canonicalJson(draft.facts),
    reverses: draft.reverses,
    n_lines: draft.lines.length,
    total_fen: totalFen,
    maker: draft.maker,
    checker: draft.checker,
    memo: draft.memo,
  };
}

function toLineRows({ id, draft }: DatedEntry): object[] {
  return draft.lines.map((line, index) => ({
    entry_id: id,
    line_no: index + 1,
    account: line.account,
    dc: line.side,
    amount_fen: line.amountFen,
    cash_item: line.cashItem,
    dept: line.dept,
    branch_id: line.branchId,
    vehicle_id: line.vehicleId,
    order_id: line.orderId,
    party_id: line.partyId,
    tax_code: line.tax?.code,
    tax_rate_bp: line.tax?.rateBp,
  }));
}

function toReceivableRow(receivable: Receivable): object {
  return {
    reservation_id: receivable.reservationId,
    branch_id: receivable.branchId,
    vehicle_id: receivable.vehicleId,
    debit_fen: receivable.debitFen,
    credit_fen: receivable.creditFen,
    finalised_by: receivable.finalisedBy?.eventId,
    final_hash: receivable.finalisedBy?.hash,
    cleared_at: receivable.clearedAt,
    event_version: receivable.eventVersion,
    version: receivable.version,
  };
}

const KNOWN_CAUSES = `
  select e.event_id || ' ' || e.rule as cause, encode(e.payload_hash, 'hex') as hash
  from unnest($1::uuid[], $2::text[]) as wanted(event_id, rule)
  join entry e on e.event_id = wanted.event_id and e.rule = wanted.rule`;

const POST = `
  entry_input as (
    select * from jsonb_to_recordset($1::jsonb) as e(id uuid, posting_date date, kind text, red boolean, event_id uuid,
      rule text, rule_version int, payload_hash text, facts text, reverses uuid, n_lines int, total_fen bigint, maker text,
      checker text, memo text)
  ), entry_rows as (
    insert into entry (id, posting_date, kind, red, event_id, rule, rule_version, payload_hash, facts, reverses,
                       n_lines, total_fen, maker, checker, memo)
    select id, posting_date, kind, red, event_id, rule, rule_version, decode(payload_hash, 'hex'), facts, reverses,
           n_lines, total_fen, maker, checker, memo
    from entry_input order by id
  ), line_rows as (
    insert into line (entry_id, line_no, account, is_cash, dc, amount_fen, cash_item, dept, branch_id, vehicle_id,
                      order_id, party_id, tax_code, tax_rate_bp)
    select entry_id, line_no, account, cash_item is not null, dc, amount_fen, cash_item, dept, branch_id, vehicle_id,
           order_id, party_id, tax_code, tax_rate_bp
    from jsonb_to_recordset($2::jsonb) as l(entry_id uuid, line_no int, account text, dc text, amount_fen bigint,
      cash_item text, dept text, branch_id uuid, vehicle_id uuid, order_id uuid, party_id uuid,
      tax_code text, tax_rate_bp int)
  ), receivable_rows as (
    update receivable r
    set branch_id = m.branch_id, vehicle_id = m.vehicle_id, debit_fen = m.debit_fen, credit_fen = m.credit_fen,
        final = m.finalised_by is not null, finalised_by = m.finalised_by, final_hash = decode(m.final_hash, 'hex'),
        cleared_at = m.cleared_at, event_version = m.event_version, version = m.version
    from jsonb_to_recordset($3::jsonb) as m(reservation_id uuid, branch_id uuid, vehicle_id uuid, debit_fen bigint,
      credit_fen bigint, finalised_by uuid, final_hash text, cleared_at timestamptz, event_version int, version int)
    where r.reservation_id = m.reservation_id
  )`;
