import type { List } from '@houtai/service-host';
import type { BranchTimelineFilter } from './timeline.dto';

const IN_ORDER = { at: 'capacity_hold_by_branch' };
type Key = { at: Date; holdId: string; kind: string };

/** What leaves a branch and comes back to it: four ways to look at the holds of a branch, within a span of time. */
export const BRANCH_TIMELINE: List<BranchTimelineFilter, Key> = {
  name: 'branch-timelines/{id}',
  table: 'capacity_hold',
  fields: {
    at: { sql: 'm.at', type: 'timestamptz', of: (row) => row.at },
    holdId: { sql: 'm."holdId"', type: 'uuid', of: (row) => row.holdId },
    kind: { sql: 'm.kind', type: 'text', of: (row) => row.kind },
  },
  ties: ['holdId', 'kind'],
  sorts: IN_ORDER,
  filters: {
    from: { sql: 'm.at >= $1', indexes: IN_ORDER },
    to: { sql: 'm.at < $1', indexes: IN_ORDER },
    classCode: { sql: 'm."classCode" = $1', indexes: IN_ORDER },
  },
};
