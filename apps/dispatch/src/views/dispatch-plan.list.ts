import type { List } from '@houtai/service-host';
import type { DispatchPlanFilter } from './dispatch-plan.dto';

const IN_ORDER = { measuredAt: 'dispatch_plan_by_time' };

export const DISPATCH_PLANS: List<DispatchPlanFilter, { id: string; measuredAt: Date }> = {
  name: 'dispatch-plans',
  table: 'dispatch_plan',
  fields: {
    measuredAt: { sql: 'measured_at', type: 'timestamptz', of: (row) => row.measuredAt },
    id: { sql: 'plan_id', type: 'uuid', of: (row) => row.id },
  },
  sorts: IN_ORDER,
  filters: {
    from: { sql: 'measured_at >= $1', indexes: IN_ORDER },
    to: { sql: 'measured_at < $1', indexes: IN_ORDER },
  },
};
