import type { List } from '@houtai/service-host';
import { periodOfMonth, type PartnerSettlementFilter } from './partner-settlement.dto';

/** No index: all that partners brought is added up. */
const EVERYTHING = { '-period': 'added up' };

export const PARTNER_SETTLEMENTS: List<PartnerSettlementFilter> = {
  name: 'partner-settlements',
  table: 'partner_month',
  isAddedUp: true,
  fields: {
    period: { sql: 't.period', type: 'integer' },
    partnerId: { sql: 't.partner_id', type: 'uuid' },
  },
  ties: ['partnerId'],
  sorts: EVERYTHING,
  filters: {
    partnerId: { sql: 't.partner_id = $1', indexes: { '-period': 'receivable_by_partner' } },
    month: {
      sql: (month) => ['t.period = $1', periodOfMonth(month)],
      indexes: { '-period': 'entry_by_period' },
    },
  },
};
