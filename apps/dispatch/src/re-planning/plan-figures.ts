import type { FlowPlan } from '../optimiser/solve-flow';
import type { Movable } from './joint-problem';
import { classFen } from './plan-costs';

/** Of a plan, measured against the bound: what any plan could be worth at most. Null: cannot be known here, or of nothing. */
export interface PlanFigures {
  /** By how many per cent the joint plan is worth less than the bound. */
  readonly planningGap: number | null;
  /** The same of the plan in force, for the same promises. */
  readonly operationalGap: number | null;
  /** By how much all that was answered is worth less; what was refused is not kept, so only the benchmark knows. */
  readonly onlineGap: null;
  /** Rented time of the plan in force over that of the bound. */
  readonly utilisation: number | null;
}

export function planFigures(movables: readonly Movable[], plan: FlowPlan): PlanFigures {
  let [worth, costNow, rented, attainable] = [0, 0, 0, 0];
  for (const { item, classCode, demand } of movables) {
    worth += demand.unservedFen;
    costNow += classCode === undefined ? demand.unservedFen : classFen(item, classCode);
    rented += classCode === undefined ? 0 : item.dueAt - item.from;
    attainable += (plan.boundShares.get(demand.id) ?? 0) * (item.dueAt - item.from);
  }
  const best = worth - plan.boundFen;
  const gap = (costFen: number) => (best > 0 ? Math.max(0, 100 * (1 - (worth - costFen) / best)) : null);
  return {
    planningGap: gap(plan.costFen),
    operationalGap: gap(costNow),
    onlineGap: null,
    utilisation: attainable > 0 ? rented / attainable : null,
  };
}

export const NO_FIGURES: PlanFigures = {
  planningGap: null,
  operationalGap: null,
  onlineGap: null,
  utilisation: null,
};
