import type { List } from '@houtai/service-host';
import type { PeriodFilter } from './period.dto';

export const PERIODS: List<PeriodFilter, { period: number }> = {
  name: 'periods',
  table: 'period',
  fields: { period: { sql: 'p.yyyymm', type: 'integer', of: (row) => row.period } },
  ties: ['period'],
  sorts: { '-period': 'period_pkey' },
  filters: { state: { sql: 'p.state = $1', indexes: { '-period': 'period_by_state' } } },
};
