import { parentPort, workerData } from 'node:worker_threads';
import type { Demand, FlowProblem } from '../optimiser/flow-problem';
import { hindsight, type Hindsight } from '../optimiser/hindsight';
import { solveFlow, type FlowPlan } from '../optimiser/solve-flow';

export interface JointTask {
  readonly problem: FlowProblem;
  /** Absent when there are none to be weighed. */
  readonly refused?: readonly Demand[];
  /** Most that all of it may take. */
  readonly seconds: number;
}

/** Told as soon as it is known; undefined when the time was not enough. */
export type JointNews =
  { readonly plan: FlowPlan | undefined } | { readonly hindsight: Hindsight | undefined };

/** A thread that solves one problem and ends. */
async function work({ problem, refused, seconds }: JointTask): Promise<void> {
  const tell = (news: JointNews) => parentPort?.postMessage(news);
  const began = performance.now();
  const secondsLeft = () => Math.max(0, seconds - (performance.now() - began) / 1_000);
  const plan = await solveFlow(problem, seconds);
  tell({ plan });
  tell({ hindsight: plan && refused && (await hindsight(problem, plan, refused, secondsLeft)) });
}
void work(workerData as JointTask);
