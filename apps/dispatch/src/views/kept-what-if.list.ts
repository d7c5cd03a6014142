import type { Condition, List } from '@houtai/service-host';
import type { KeptWhatIfFilter } from './kept-what-if.dto';

const IN_ORDER = { askedAt: 'what_if_by_time' };

export const WHAT_IFS: List<KeptWhatIfFilter, { id: string; askedAt: Date }> = {
  name: 'what-ifs',
  table: 'what_if',
  fields: {
    askedAt: { sql: 'asked_at', type: 'timestamptz', of: (row) => row.askedAt },
    id: { sql: 'what_if_id', type: 'uuid', of: (row) => row.id },
  },
  sorts: IN_ORDER,
  filters: {
    status: { sql: (status, { now }) => isOf(status, now), indexes: { askedAt: 'what_if_by_status' } },
    from: { sql: 'asked_at >= $1', indexes: IN_ORDER },
    to: { sql: 'asked_at < $1', indexes: IN_ORDER },
  },
};

/** An open one that nobody may commit any more has expired. */
function isOf(status: string, now: string | undefined): Condition {
  if (status === 'open') return [`status = $1 and commit_before > $2`, status, now];
  if (status === 'expired') return [`status = $1 and commit_before <= $2`, 'open', now];
  return ['status = $1', status];
}
