import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { readPage, within, type Condition, type Page, type Reach } from '@houtai/service-host';
import {
  periodOfMonth,
  type PartnerSettlementFilter,
  type PartnerSettlementView,
} from './partner-settlement.dto';

interface Row {
  partner_id: string;
  period: number;
  rentals: number;
  charged_fen: number;
  fees_fen: number;
  paid_fen: number;
}

const NEWEST_FIRST = [
  { sql: 't.period', type: 'integer', descending: true },
  { sql: 't.partner_id', type: 'uuid', descending: true },
] as const;

/** Sums over the lines of the books; nothing is kept beside them that could differ. */
@Injectable()
export class PartnerSettlementQueries {
  constructor(private readonly sql: Sql) {}

  list<View>(
    reach: Reach,
    { partnerId, month, limit, after }: PartnerSettlementFilter,
    view: (settlement: PartnerSettlementView) => View,
  ): Promise<Page<View>> {
    const where: (Condition | undefined)[] = [
      within(reach, 't.partner_id'),
      ['t.partner_id = $1', partnerId],
      ['t.period = $1', month === undefined ? undefined : periodOfMonth(month)],
    ];
    const query = { select: 'select t.* from partner_month t', where, by: NEWEST_FIRST, limit, after };
    return readPage<Row, View>(this.sql, query, (row) => view(toView(row)));
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
