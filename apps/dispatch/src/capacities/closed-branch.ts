import { reasonOf } from '@houtai/event-catalogue';
import type { ClosedStop } from '../fleet/branch-times';
import type { RefusalReason } from './capacity';

/** Why nothing is promised at a branch that is closed by then. */
export function branchClosed({ stop, closedFrom }: ClosedStop): RefusalReason {
  return reasonOf('branch-open', { closedFrom, case: stop });
}
