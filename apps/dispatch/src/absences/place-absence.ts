import type { Board, BoardItem } from '../planning/board';
import type { CapacityPlanner } from '../planning/capacity-planner';
import { lostPromises } from '../planning/lost-promises';
import { isOwnUse } from '../planning/plan';
import { touching, type Slot } from './absence-slots';

/** What an absence at a time would do to the plan. */
export interface Trial {
  slot: Slot;
  /** What is planned on the vehicle meanwhile. */
  concerned: readonly BoardItem[];
  /** What does not give way to it. */
  inTheWay: readonly BoardItem[];
  /** Promises that would have no vehicle, or not at their time. */
  lost: readonly BoardItem[];
}

/** Each costs planning anew what stands there. */
const MOST_REPAIRS = 12;

/**
 * What has begun, and other absences, give way to nobody. What is only planned goes to another vehicle if there is one. A
 * `must` takes the rest of the promises their place, as few as it can; a `should` takes nobody's, nor a vehicle that is bound.
 */
export function placeAbsence(
  planner: CapacityPlanner,
  board: Board,
  slots: readonly Slot[],
  asItem: (slot: Slot) => BoardItem,
  isMust: boolean,
): Trial[] {
  const trials = slots.map((slot): Trial => {
    const concerned = touching(board, slot);
    const firm = concerned.filter((item) => item.started || isOwnUse(item) || (!isMust && item.fixed));
    return { slot, concerned, inTheWay: firm, lost: [] };
  });
  const isFree = ({ concerned }: Trial) => concerned.length === 0;
  const free = trials.find(isFree);
  if (free) return [free];
  const open = trials.filter(({ inTheWay }) => inTheWay.length === 0);
  const tried = open.slice(0, MOST_REPAIRS).map((trial): Trial => {
    const lost = lostPromises(planner, board, asItem(trial.slot));
    return isMust ? { ...trial, lost } : { ...trial, inTheWay: lost };
  });
  const best = tried
    .filter(({ inTheWay }) => inTheWay.length === 0)
    .sort((a, b) => a.lost.length - b.lost.length || a.concerned.length - b.concerned.length)[0];
  return best ? [best] : [...trials.filter((trial) => !open.includes(trial)), ...tried];
}
