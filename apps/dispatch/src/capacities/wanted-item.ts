import type { BoardItem } from '../planning/board';
import type { WantedHold } from './capacity';

/** What is wanted, as an item of the plan that has no place yet. */
export function toBoardItem(hold: WantedHold, reservationId: string): BoardItem {
  const from = Date.parse(hold.pickUp.at);
  return {
    id: hold.holdId,
    holdIds: [hold.holdId],
    reservationId,
    classCode: hold.classCode,
    pickUpBranchId: hold.pickUp.branchId,
    returnBranchId: hold.return.branchId,
    from,
    plannedFrom: from,
    dueAt: Date.parse(hold.return.at),
    until: Date.parse(hold.untilAt),
    fixed: false,
    started: false,
  };
}
