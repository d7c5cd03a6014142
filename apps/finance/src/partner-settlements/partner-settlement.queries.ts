import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { readList, type Page, type Reach } from '@houtai/service-host';
import type { PartnerSettlementFilter, PartnerSettlementView } from './partner-settlement.dto';
import { PARTNER_SETTLEMENTS } from './partner-settlement.list';

interface Row {
  partner_id: string;
  period: number;
  rentals: number;
  charged_fen: number;
  fees_fen: number;
  paid_fen: number;
}

const MONTHS = `
  select t.partner_id, t.period, m.*
  from partner_month_part t cross join lateral (
    select sum(rentals)::int as rentals, sum(charged_fen)::bigint as charged_fen, sum(fees_fen)::bigint as fees_fen,
           sum(paid_fen)::bigint as paid_fen
    from partner_month_part p where p.partner_id = t.partner_id and p.period = t.period
  ) m`;

/** Sums over the lines of the books, which the database keeps with each line. */
@Injectable()
export class PartnerSettlementQueries {
  constructor(private readonly sql: Sql) {}

  list<View>(
    reach: Reach,
    filter: PartnerSettlementFilter,
    view: (settlement: PartnerSettlementView) => View,
  ): Promise<Page<View>> {
    const question = { select: MONTHS, filter, reach, owner: 't.partner_id' };
    return readList(this.sql, PARTNER_SETTLEMENTS, question, (row: Row) => view(toView(row)));
  }
}

function toView(row: Row): PartnerSettlementView {
  const {
    partner_id: partnerId,
    rentals,
    charged_fen: chargedFen,
    fees_fen: feesFen,
    paid_fen: paidFen,
  } = row;
  const period = String(row.period);
  const month = `${period.slice(0, 4)}-${period.slice(4)}`;
  const balanceFen = chargedFen - paidFen;
  return { partnerId, month, currency: 'CNY', rentals, chargedFen, feesFen, paidFen, balanceFen };
}
