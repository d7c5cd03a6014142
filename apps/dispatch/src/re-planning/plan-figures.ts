import type { Hindsight } from '../optimiser/hindsight';
import type { FlowPlan } from '../optimiser/solve-flow';
import { undriven } from '../planning/driven';
import type { Movable } from './joint-problem';
import { classFen } from './plan-costs';
import type { WorthDemand } from './worth-demand';

/** Of a plan, measured against the bound: what any plan could be worth at most. Null: cannot be known here, or of nothing. */
export interface PlanFigures {
  /** By how many per cent the joint plan is worth less than the bound. */
  readonly planningGap: number | null;
  /** The same of the plan in force, for the same promises. */
  readonly operationalGap: number | null;
  /**
   * By how much what is served of all wishes, the refused ones included, is worth less than the best plan that had known of all
   * of them. At most: who was refused and asked again with another reservation counts as two.
   */
  readonly onlineGap: number | null;
  /** Rented time of the plan in force over that of the bound. */
  readonly utilisation: number | null;
}

/** @param hindsight over the movables and the refused; undefined when it is not known */
export function planFigures(
  movables: readonly Movable[],
  plan: FlowPlan,
  refused: readonly WorthDemand[] = [],
  hindsight?: Hindsight,
): PlanFigures {
  let [worth, costNow, rented, attainable] = [0, 0, 0, 0];
  for (const { item: planned, classCode, demand } of movables) {
    const item = undriven(planned);
    worth += demand.unservedFen;
    costNow += classCode === undefined ? demand.unservedFen : classFen(item, classCode);
    costNow += planned.drive?.costFen ?? 0;
    rented += classCode === undefined ? 0 : item.dueAt - item.from;
    attainable += (plan.boundShares.get(demand.id) ?? 0) * (item.dueAt - item.from);
  }
  const lost = refused.reduce((sum, { unservedFen }) => sum + unservedFen, 0);
  return {
    planningGap: gap(worth - plan.costFen, worth - plan.boundFen),
    operationalGap: gap(worth - costNow, worth - plan.boundFen),
    onlineGap: hindsight ? gap(worth - costNow, worth + lost - hindsight.boundFen) : null,
    utilisation: attainable > 0 ? rented / attainable : null,
  };
}

function gap(reached: number, best: number): number | null {
  return best > 0 ? Math.max(0, 100 * (1 - reached / best)) : null;
}

export const NO_FIGURES: PlanFigures = {
  planningGap: null,
  operationalGap: null,
  onlineGap: null,
  utilisation: null,
};
