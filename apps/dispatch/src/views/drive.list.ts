import type { List } from '@houtai/service-host';
import type { DriveFilter } from './drive.dto';

export const DRIVES: List<DriveFilter, { fromBranchId: string; toBranchId: string }> = {
  name: 'drives',
  table: 'drive',
  fields: {
    fromBranchId: { sql: 'd.from_branch_id', type: 'uuid', of: (row) => row.fromBranchId },
    toBranchId: { sql: 'd.to_branch_id', type: 'uuid', of: (row) => row.toBranchId },
  },
  ties: ['fromBranchId', 'toBranchId'],
  sorts: { fromBranchId: 'drive_pkey' },
  filters: {
    // a branch has a drive to and from each other one at most
    fromBranchId: {
      sql: 'd.from_branch_id = $1',
      indexes: { fromBranchId: 'drive_pkey' },
      leaves: 'few',
    },
    toBranchId: {
      sql: 'd.to_branch_id = $1',
      indexes: { fromBranchId: 'drive_by_target' },
      leaves: 'few',
    },
    active: { sql: 'd.active = $1::boolean', indexes: { fromBranchId: 'drive_by_activity' } },
  },
};
