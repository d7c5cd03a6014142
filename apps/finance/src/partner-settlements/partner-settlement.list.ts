import type { List } from '@houtai/service-host';
import { periodOfMonth, type PartnerSettlementFilter } from './partner-settlement.dto';

/** No index: one row for each partner and month, added up from the books when it is asked for. */
const ADDED_UP = { '-period': 'added up' };

export const PARTNER_SETTLEMENTS: List<PartnerSettlementFilter> = {
  name: 'partner-settlements',
  table: 'partner_month',
  isOfFew: true,
  fields: {
    period: { sql: 't.period', type: 'integer' },
    partnerId: { sql: 't.partner_id', type: 'uuid' },
  },
  ties: ['partnerId'],
  sorts: ADDED_UP,
  filters: {
    partnerId: { sql: 't.partner_id = $1', indexes: ADDED_UP },
    month: { sql: (month) => ['t.period = $1', periodOfMonth(month)], indexes: ADDED_UP },
  },
};
