import { flowModel, type FlowModel } from './flow-model';
import type { FlowProblem, PlannedDrive } from './flow-problem';
import { minimising, type Optimum, type Solving } from './minimise';

export interface FlowPlan {
  /** Least that any plan costs, in fen: vehicles may be split for it. */
  readonly boundFen: number;
  /** Share of each demand that the bound serves. */
  readonly boundShares: ReadonlyMap<string, number>;
  /** What the plan costs, in fen. */
  readonly costFen: number;
  /** The class that serves each demand; those that are not in it are left. */
  readonly classOf: ReadonlyMap<string, string>;
  readonly drives: readonly PlannedDrive[];
}

const HARDLY = 1e-6;
/** Of the demands that are served in parts so many are decided before it is solved again. */
const DECIDED_AT_ONCE = 0.25;

/**
 * The bound, and a plan near it: demands that it serves in parts are decided step by step, the clearest first. Where each
 * has but one class, the flow of a class alone comes out in whole vehicles.
 * @param seconds most that it may take
 * @returns undefined when the time was not enough
 * @throws Error when not everything that must be served can be
 */
export function solveFlow(problem: FlowProblem, seconds = Infinity): Promise<FlowPlan | undefined> {
  const model = flowModel(problem);
  return minimising(model.programme, seconds, (solving) => {
    const bound = solving.solve();
    let plan = bound;
    while (plan && decide(model, plan, solving)) plan = solving.solve();
    return bound && plan && toFlowPlan(model, bound, plan);
  });
}

/**
 * The bound alone.
 * @param seconds most that it may take
 * @returns undefined when the time was not enough
 */
export async function solveBound(problem: FlowProblem, seconds = Infinity): Promise<number | undefined> {
  const bound = await minimising(flowModel(problem).programme, seconds, (solving) => solving.solve());
  return bound?.cost;
}

/** Leaves the clearest of the demands that are served in parts to one class. @returns whether there were any */
function decide({ choices }: FlowModel, { values }: Optimum, { close }: Solving): boolean {
  const best = new Map<string, { column: number; share: number }>();
  for (const { column, demandId } of choices) {
    const share = values[column] ?? 0;
    if (share > (best.get(demandId)?.share ?? HARDLY)) best.set(demandId, { column, share });
  }
  const parted = [...best]
    .filter(([, { share }]) => share < 1 - HARDLY)
    .sort(([, a], [, b]) => b.share - a.share);
  const decided = new Map(parted.slice(0, Math.ceil(parted.length * DECIDED_AT_ONCE)));
  for (const { column, demandId } of choices)
    if (decided.has(demandId) && decided.get(demandId)?.column !== column) close(column);
  return decided.size > 0;
}

function toFlowPlan(model: FlowModel, bound: Optimum, plan: Optimum): FlowPlan {
  const boundShares = new Map<string, number>();
  const classOf = new Map<string, string>();
  for (const { column, demandId, classCode } of model.choices) {
    boundShares.set(demandId, (boundShares.get(demandId) ?? 0) + (bound.values[column] ?? 0));
    if ((plan.values[column] ?? 0) > 0.5) classOf.set(demandId, classCode);
  }
  const drives = model.drives.flatMap(({ column, ...drive }) =>
    Array.from({ length: Math.round(plan.values[column] ?? 0) }, () => drive),
  );
  return { boundFen: bound.cost, boundShares, costFen: plan.cost, classOf, drives };
}
