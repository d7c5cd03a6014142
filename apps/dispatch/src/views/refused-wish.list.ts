import type { List } from '@houtai/service-host';
import type { RefusedWishFilter } from './refused-wish.dto';

const IN_ORDER = { from: 'refused_wish_by_pick_up' };

export const REFUSED_WISHES: List<RefusedWishFilter, { reservationId: string; from: Date }> = {
  name: 'refused-wishes',
  table: 'refused_wish',
  fields: {
    from: { sql: 'from_at', type: 'timestamptz', of: (row) => row.from },
    id: { sql: 'reservation_id', type: 'uuid', of: (row) => row.reservationId },
  },
  sorts: IN_ORDER,
  filters: {
    branchId: { sql: 'pick_up_branch_id = $1', indexes: { from: 'refused_wish_by_branch' } },
    classCode: { sql: 'class_code = $1', indexes: { from: 'refused_wish_by_class' } },
    from: { sql: 'from_at >= $1', indexes: IN_ORDER },
    to: { sql: 'from_at < $1', indexes: IN_ORDER },
  },
};
