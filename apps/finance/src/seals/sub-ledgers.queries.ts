import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import type { DisagreementView } from './verification.dto';

/** What hangs on the books, and what the books say of the same. Sums of what is kept are never taken as proof of themselves. */
@Injectable()
export class SubLedgers {
  constructor(private readonly sql: Sql) {}

  /** At most `limit` of each kind. */
  async disagreements(limit: number): Promise<DisagreementView[]> {
    const found: DisagreementView[] = [];
    for (const [between, query] of Object.entries(QUESTIONS)) {
      const rows = await this.sql.rows<Omit<DisagreementView, 'between'>>(`${query} order by 1 limit $1`, [
        limit,
      ]);
      found.push(...rows.map((row) => ({ between: between as DisagreementView['between'], ...row })));
    }
    return found;
  }
}

const MONTH = `sum(rentals) as rentals, sum(charged_fen) as charged, sum(fees_fen) as fees, sum(paid_fen) as paid`;

const QUESTIONS: Readonly<Record<DisagreementView['between'], string>> = {
  receivable: `
    select coalesce(r.reservation_id, l.order_id) as id, coalesce(l.fen, 0)::bigint as "ledgerFen",
           coalesce(r.balance_fen, 0)::bigint as "keptFen"
    from receivable r full join (
      select order_id, sum(case dc when 'D' then amount_fen else -amount_fen end) as fen,
             sum(amount_fen) filter (where dc = 'D') as debit, sum(amount_fen) filter (where dc = 'C') as credit
      from line where account = '1122' group by order_id
    ) l on l.order_id = r.reservation_id
    where coalesce(r.debit_fen, 0) <> coalesce(l.debit, 0) or coalesce(r.credit_fen, 0) <> coalesce(l.credit, 0)`,
  hold: `
    select coalesce(h.reservation_id, l.order_id) as id, coalesce(l.fen, 0)::bigint as "ledgerFen",
           coalesce(h.captured_fen, 0)::bigint as "keptFen"
    from (select reservation_id, sum(captured_fen) as captured_fen from hold group by 1) h full join (
      select l.order_id, sum(l.amount_fen) as fen
      from line l join entry e on e.id = l.entry_id left join entry o on o.id = e.reverses
      where l.account = '1122' and l.dc = 'C' and coalesce(o.rule, e.rule) = 'deposit-captured' group by 1
    ) l on l.order_id = h.reservation_id
    where coalesce(h.captured_fen, 0) <> coalesce(l.fen, 0)`,
  payment: `
    select coalesce(p.id, e.event_id) as id, coalesce(e.total_fen, 0)::bigint as "ledgerFen",
           coalesce(p.amount_fen, 0)::bigint as "keptFen"
    from payment p full join (select * from entry where rule = 'payment-received') e on e.id = p.entry_id
    where p.id is null or e.id is null or p.amount_fen <> e.total_fen or p.id <> e.event_id`,
  facts: `
    select id, total_fen as "ledgerFen", total_fen as "keptFen" from entry
    where facts is not null and sha256(convert_to(facts, 'UTF8')) <> payload_hash`,
  event: `
    select v.key::uuid as id, 0::bigint as "ledgerFen", (v.payload ->> 'totalFen')::bigint as "keptFen"
    from event_log v left join entry e on e.id = v.key::uuid
    where v.type = 'houtai.finance.entry-posted.v1'
      and (e.id is null or e.total_fen <> (v.payload ->> 'totalFen')::bigint)`,
  'partner-month': `
    select coalesce(m.partner_id, l.partner_id) as id, (coalesce(l.charged, 0) - coalesce(l.paid, 0))::bigint as "ledgerFen",
           (coalesce(m.charged, 0) - coalesce(m.paid, 0))::bigint as "keptFen"
    from (select partner_id, period, ${MONTH} from partner_month_part group by 1, 2) m full join (
      select partner_id, period, ${MONTH} from order_month where partner_id is not null group by 1, 2
    ) l on l.partner_id = m.partner_id and l.period = m.period
    where (m.rentals, m.charged, m.fees, m.paid) is distinct from (l.rentals, l.charged, l.fees, l.paid)`,
};
