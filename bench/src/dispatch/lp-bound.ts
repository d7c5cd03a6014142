import type { FlowProblem } from '@houtai/dispatch/optimiser/flow-problem';
import { solveFlow } from '@houtai/dispatch/optimiser/solve-flow';
import { utilisationOf } from './outcome';
import type { Scenario } from './scenario';

export interface Bound {
  /** Most that rent less relocations can come to, in fen. */
  readonly worthFen: number;
  /** What the plan of the optimiser comes to, in fen. */
  readonly planFen: number;
  /** Wishes that the bound serves; parts count as parts. */
  readonly served: number;
  /** Share of the fleet's days that it rents. */
  readonly utilisation: number;
  /** Share in which each wish is served, by its id. */
  readonly shares: ReadonlyMap<string, number>;
  /** For the bound and the plan. */
  readonly ms: number;
}

/** The best that any plan could earn, with whole knowledge and vehicles that may be split, by the planner's own model. */
export async function boundOf(scenario: Scenario): Promise<Bound> {
  const { wishes } = scenario;
  const began = performance.now();
  const flow = await solveFlow(problemOf(scenario));
  const ms = performance.now() - began;
  if (!flow) throw new Error('a solver without a limit of time has always an answer');
  const { boundFen, costFen, boundShares: shares } = flow;
  const rentFen = wishes.reduce((sum, { revenueFen }) => sum + revenueFen, 0);
  const weighted = wishes.map((wish) => ({ wish, share: shares.get(wish.id) ?? 0 }));
  return {
    worthFen: rentFen - boundFen,
    planFen: rentFen - costFen,
    served: weighted.reduce((sum, { share }) => sum + share, 0),
    utilisation: utilisationOf(weighted, scenario),
    shares,
    ms,
  };
}

function problemOf(scenario: Scenario): FlowProblem {
  const demands = scenario.wishes.map(({ classes, revenueFen, ...wish }) => {
    const choices = classes.map((classCode) => ({ classCode, costFen: 0 }));
    return { ...wish, choices, unservedFen: revenueFen };
  });
  return { layers: layersOf(scenario), demands };
}

export function layersOf({ classCodes, vehicles, drives }: Scenario): FlowProblem['layers'] {
  return classCodes.map((classCode) => {
    const sources = vehicles
      .filter((vehicle) => vehicle.classCode === classCode)
      .map(({ branchId, freeFrom }) => ({ branchId, at: freeFrom, count: 1 }));
    return { classCode, drives, notBefore: 0, sources };
  });
}
