import { withNumber, type List } from '@houtai/service-host';
import type { HoldFilter } from './hold.dto';

const BY_TIME = { '-heldAt': 'hold_by_time' };

export const HOLDS: List<HoldFilter, { reservationId: string; kind: string; heldAt: Date }> = {
  name: 'holds',
  table: 'hold',
  fields: {
    reservationId: { sql: 'reservation_id', type: 'uuid', of: (row) => row.reservationId },
    kind: { sql: 'kind', type: 'text' },
    heldAt: { sql: 'held_at', type: 'timestamptz', of: (row) => row.heldAt },
  },
  ties: ['reservationId', 'kind'],
  sorts: { reservationId: 'hold_pkey', ...BY_TIME },
  filters: {
    reservationId: {
      sql: withNumber('reservation_id'),
      indexes: { reservationId: 'hold_pkey' },
      leaves: 'few',
    },
    branchId: {
      sql: 'branch_id = $1',
      indexes: { reservationId: 'hold_by_branch', '-heldAt': 'hold_by_branch_and_time' },
    },
    // in the words of the index on it
    status: {
      sql: `case when ended_at is null then 'open' else 'ended' end = $1`,
      indexes: { reservationId: 'hold_by_status', '-heldAt': 'hold_by_status_and_time' },
    },
    from: { sql: 'held_at >= $1', indexes: BY_TIME },
    to: { sql: 'held_at < $1', indexes: BY_TIME },
  },
};
