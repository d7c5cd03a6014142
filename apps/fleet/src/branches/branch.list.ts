import type { List } from '@houtai/service-host';
import type { BranchFilter } from './branch.dto';

export const BRANCHES: List<BranchFilter> = {
  name: 'branches',
  table: 'branch',
  fields: { code: { sql: 't.code', type: 'text' } },
  ties: ['code'],
  sorts: { code: 'branch_code_key' },
  filters: { city: { sql: 't.city = $1', indexes: { code: 'branch_by_city' } } },
};
