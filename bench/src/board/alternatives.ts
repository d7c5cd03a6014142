import { askSimply } from './answer';
import type { Cell } from './cell';
import type { Millis, Wish } from './rows';

/**
 * The same rental at other times that the cell can serve as it stands, in the order of `shifts`.
 * @param notBefore no pick-up before it
 * @param most as many at most
 */
export function otherTimes(
  cell: Cell,
  wish: Wish,
  shifts: readonly Millis[],
  notBefore: Millis,
  most: number,
): Wish[] {
  return firstThatFit(
    cell,
    shifts.map((shift) => ({
      ...wish,
      from: wish.from + shift,
      dueAt: wish.dueAt + shift,
      until: wish.until + shift,
    })),
    notBefore,
    most,
  );
}

/** The same rental from other branches; a round trip stays one. */
export function otherBranches(
  cell: Cell,
  wish: Wish,
  branchIds: readonly string[],
  notBefore: Millis,
  most: number,
): Wish[] {
  const isRoundTrip = wish.pickUpBranchId === wish.returnBranchId;
  return firstThatFit(
    cell,
    branchIds
      .filter((branchId) => branchId !== wish.pickUpBranchId)
      .map((branchId) => ({
        ...wish,
        pickUpBranchId: branchId,
        returnBranchId: isRoundTrip ? branchId : wish.returnBranchId,
      })),
    notBefore,
    most,
  );
}

function firstThatFit(cell: Cell, wishes: readonly Wish[], notBefore: Millis, most: number): Wish[] {
  const { classCode, horizon } = cell.frame;
  const found: Wish[] = [];
  for (const wish of wishes) {
    if (found.length >= most) break;
    if (wish.from < notBefore || wish.until > horizon || !wish.classes.includes(classCode)) continue;
    if (askSimply(cell, wish)) found.push(wish);
  }
  return found;
}
