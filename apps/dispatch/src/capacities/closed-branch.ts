import type { ClosedStop } from '../fleet/branch-times';
import type { RefusalReason } from './capacity';

/** Why nothing is promised at a branch that is closed by then. */
export function branchClosed({ stop, closedFrom }: ClosedStop): RefusalReason {
  const of = stop === 'pick-up' ? 'of the pick-up' : 'of the return';
  return { rule: 'branch-open', message: `The branch ${of} is closed from ${closedFrom} on` };
}
