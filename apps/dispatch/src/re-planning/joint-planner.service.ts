import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { DispatchConfig } from '../dispatch.config';
import type { FlowProblem } from '../optimiser/flow-problem';
import type { FlowPlan } from '../optimiser/solve-flow';

/** A worker runs what was built, also where the sources are compiled as they are needed. */
const WORKER = join(__dirname, '..', '..', 'dist', 're-planning', 'joint-plan.worker.js');
/** For the start of the thread, and for what the solver does between two looks at its clock. */
const GRACE_MS = 1_000;

/** Solves joint plans in a thread of their own: answers go on meanwhile. */
@Injectable()
export class JointPlanner {
  constructor(private readonly config: DispatchConfig) {}

  /**
   * @returns undefined when the time was not enough
   * @throws Error when the thread ended: without memory, or by a fault of the solver
   */
  async solve(problem: FlowProblem): Promise<FlowPlan | undefined> {
    const { rePlanningSeconds: seconds, rePlanningMegabytes } = this.config;
    const worker = new Worker(WORKER, {
      workerData: { problem, seconds },
      resourceLimits: { maxOldGenerationSizeMb: rePlanningMegabytes },
    });
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<FlowPlan | undefined>((resolve, reject) => {
        timer = setTimeout(() => resolve(undefined), seconds * 1_000 + GRACE_MS);
        worker.once('message', resolve);
        worker.once('error', ({ message }) => reject(new Error(`the joint plan failed: ${message}`)));
        worker.once('exit', (code) => reject(new Error(`the thread of the joint plan ended with ${code}`)));
      });
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
  }
}
