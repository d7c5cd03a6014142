import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { DispatchConfig } from '../dispatch.config';
import type { Demand, FlowProblem } from '../optimiser/flow-problem';
import type { Hindsight } from '../optimiser/hindsight';
import type { FlowPlan } from '../optimiser/solve-flow';
import type { JointNews, JointTask } from './joint-plan.worker';

/** A worker runs what was built, also where the sources are compiled as they are needed. */
const WORKER = join(__dirname, '..', '..', 'dist', 're-planning', 'joint-plan.worker.js');
/** For the start of the thread, and for what the solver does between two looks at its clock. */
const GRACE_MS = 1_000;

/** What the thread has found; for what is missing the time was not enough. */
export interface JointSolution {
  readonly plan?: FlowPlan | undefined;
  readonly hindsight?: Hindsight | undefined;
}

/** Solves joint plans in a thread of their own: answers go on meanwhile. */
@Injectable()
export class JointPlanner {
  constructor(
    private readonly config: DispatchConfig,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  /**
   * A plan that was found is not lost with the thread.
   * @throws Error when the thread ended before: without memory, or by a fault of the solver
   */
  async solve(problem: FlowProblem, refused?: readonly Demand[]): Promise<JointSolution> {
    const { rePlanningSeconds: seconds, rePlanningMegabytes } = this.config;
    const task: JointTask = { problem, refused, seconds };
    const worker = new Worker(WORKER, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: rePlanningMegabytes },
    });
    let timer: NodeJS.Timeout | undefined;
    let found: JointSolution = {};
    try {
      return await new Promise<JointSolution>((resolve, reject) => {
        const fail = (message: string) => {
          if (!found.plan) return reject(new Error(message));
          this.logger.warn({ err: new Error(message) }, 'there is no hindsight of the joint plan');
          resolve(found);
        };
        // The end of a thread can overtake what it told before.
        const failAfterNews = (message: string) => setImmediate(fail, message);
        timer = setTimeout(() => resolve(found), seconds * 1_000 + GRACE_MS);
        worker.on('message', (news: JointNews) => {
          found = { ...found, ...news };
          if ('hindsight' in news) resolve(found);
        });
        worker.once('error', ({ message }) => failAfterNews(`the joint plan failed: ${message}`));
        worker.once('exit', (code) => failAfterNews(`the thread of the joint plan ended with ${code}`));
      });
    } finally {
      clearTimeout(timer);
      worker.removeAllListeners('exit');
      await worker.terminate();
    }
  }
}
