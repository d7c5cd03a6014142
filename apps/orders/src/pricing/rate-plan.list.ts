import type { List } from '@houtai/service-host';
import type { RatePlanFilter } from './rate-plan.dto';

const BY_DAY = { '-validFrom': 'rate_plan_by_day' };

export const RATE_PLANS: List<RatePlanFilter, { first_day: string }> = {
  name: 'rate-plans',
  table: 'rate_plan',
  fields: {
    id: { sql: 't.rate_plan_id', type: 'uuid' },
    classCode: { sql: 't.class_code', type: 'text' },
    validFrom: { sql: 't.valid_from', type: 'date', of: (row) => row.first_day },
  },
  sorts: { ...BY_DAY, 'classCode,validFrom': 'rate_plan_by_class' },
  filters: {
    classCode: {
      sql: 't.class_code = $1',
      indexes: { '-validFrom': 'rate_plan_by_class', 'classCode,validFrom': 'rate_plan_by_class' },
    },
    priceGroup: { sql: 't.price_group = $1', indexes: { '-validFrom': 'rate_plan_by_group' } },
    from: { sql: 't.valid_from >= $1', indexes: BY_DAY },
    to: { sql: 't.valid_from < $1', indexes: BY_DAY },
  },
};
