import type { List } from '@houtai/service-host';
import type { AccountFilter } from './account.dto';

/** The chart of accounts. */
export const ACCOUNTS: List<AccountFilter, { code: string }> = {
  name: 'accounts',
  table: 'account',
  fields: { code: { sql: 'code', type: 'text', of: (row) => row.code } },
  ties: ['code'],
  sorts: { code: 'account_pkey' },
  filters: { element: { sql: 'element = $1', indexes: { code: 'account_by_element' } } },
};
