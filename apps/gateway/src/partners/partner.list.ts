import type { List } from '@houtai/service-host';
import type { PartnerFilter } from './partner-filter.dto';

export const PARTNERS: List<PartnerFilter> = {
  name: 'partners',
  table: 'partner',
  fields: { code: { sql: 't.code', type: 'text' } },
  ties: ['code'],
  sorts: { code: 'partner_code_key' },
  filters: {
    status: { sql: 't.status = $1', indexes: { code: 'partner_by_status' } },
    code: { sql: 't.code = $1', indexes: { code: 'partner_code_key' }, leaves: 'one' },
  },
};
