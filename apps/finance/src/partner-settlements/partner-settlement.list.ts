import type { List } from '@houtai/service-host';
import { periodOfMonth, type PartnerSettlementFilter } from './partner-settlement.dto';

const NEWEST_FIRST = { '-period': 'partner_month_by_period' };

export const PARTNER_SETTLEMENTS: List<PartnerSettlementFilter> = {
  name: 'partner-settlements',
  table: 'partner_month_part',
  // a month of a partner has several rows: the first stands for it, and brings the sums of all; `offset 0` has that looked up for
  // each row, and not joined, which would have to be sorted
  only: `not exists (select from partner_month_part p
                      where p.partner_id = t.partner_id and p.period = t.period and p.part < t.part offset 0)`,
  fields: {
    period: { sql: 't.period', type: 'integer' },
    partnerId: { sql: 't.partner_id', type: 'uuid' },
  },
  ties: ['partnerId'],
  sorts: NEWEST_FIRST,
  filters: {
    partnerId: { sql: 't.partner_id = $1', indexes: { '-period': 'partner_month_part_pkey' } },
    month: { sql: (month) => ['t.period = $1', periodOfMonth(month)], indexes: NEWEST_FIRST },
  },
};
