import { parentPort, workerData } from 'node:worker_threads';
import type { FlowProblem } from '../optimiser/flow-problem';
import { solveFlow } from '../optimiser/solve-flow';

/** A thread that solves one problem and ends. */
const { problem, seconds } = workerData as { problem: FlowProblem; seconds: number };
void solveFlow(problem, seconds).then((plan) => parentPort?.postMessage(plan));
