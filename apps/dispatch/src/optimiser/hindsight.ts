import type { Demand, FlowProblem } from './flow-problem';
import { solveBound, solveFlow, type FlowPlan } from './solve-flow';

/** What could have been done by somebody who knew of the demands that were refused as well. */
export interface Hindsight {
  /** Least that any plan of all demands costs, in fen. */
  readonly boundFen: number;
  /** Refused demands that could be served beside all that the plan serves, where it serves it. */
  readonly couldBeServed: number;
}

/**
 * @param plan of the problem without what was refused
 * @param secondsLeft most that a solution may take from now on
 * @returns undefined when the time was not enough
 */
export async function hindsight(
  problem: FlowProblem,
  plan: FlowPlan,
  refused: readonly Demand[],
  secondsLeft: () => number,
): Promise<Hindsight | undefined> {
  if (refused.length === 0) return { boundFen: plan.boundFen, couldBeServed: 0 };
  const { layers, demands } = problem;
  const boundFen = await solveBound({ layers, demands: [...demands, ...refused] }, secondsLeft());
  if (boundFen === undefined) return undefined;
  const beside = { layers, demands: [...asServed(demands, plan), ...refused] };
  const both = await solveFlow(beside, secondsLeft());
  return both && { boundFen, couldBeServed: refused.filter(({ id }) => both.classOf.has(id)).length };
}

/** What a plan serves must be, by the class that it gives; what it leaves is left. */
function asServed(demands: readonly Demand[], { classOf }: FlowPlan): Demand[] {
  return demands.flatMap(({ unservedFen: _, ...demand }) => {
    const choices = demand.choices.filter(({ classCode }) => classCode === classOf.get(demand.id));
    return choices.length > 0 ? [{ ...demand, choices }] : [];
  });
}
