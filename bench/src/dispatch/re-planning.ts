import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FlowProblem } from '@houtai/dispatch/optimiser/flow-problem';
import type { FlowPlan } from '@houtai/dispatch/optimiser/solve-flow';
import { classFen, unservedFen } from '@houtai/dispatch/re-planning/plan-costs';
import type { Figure } from '../figure';
import { answerAll, cellsOf } from './board-online';
import { layersOf } from './lp-bound';
import { makeScenario, type AskedWish, type Shape } from './scenario';

const SHAPE: Shape = { vehicles: 1_000, wishes: 5_000, branches: 10, classes: 4, days: 14 };
const SEED = 11;
const SECONDS = 60;
const WORKER = '@houtai/dispatch/re-planning/joint-plan.worker';

/** What dispatch does every six hours: all promises that the board has made, planned together in a thread. */
export async function rePlanningFigures(log: (line: string) => void): Promise<Figure[]> {
  const scenario = makeScenario(SHAPE, SEED);
  const { served } = answerAll(cellsOf(scenario), scenario.wishes);
  const problem: FlowProblem = { layers: layersOf(scenario), demands: served.map(toDemand) };
  const began = performance.now();
  const worker = new Worker(require.resolve(WORKER), { workerData: { problem, seconds: SECONDS } });
  const [{ plan }] = (await once(worker, 'message')) as [{ plan: FlowPlan | undefined }];
  const seconds = (performance.now() - began) / 1_000;
  await worker.terminate();
  if (!plan) throw new Error(`there was no plan after ${SECONDS} s`);
  const worth = served.reduce((sum, wish) => sum + unservedFen(wish), 0);
  log(
    `re-planning: ${served.length} promises, ${plan.classOf.size} served, ${plan.drives.length} relocations, ` +
      `gap ${((100 * (plan.costFen - plan.boundFen)) / worth).toFixed(4)} %`,
  );
  const what = `re-planning of ${SHAPE.vehicles} x ${served.length}`;
  return [
    { measurement: `${what}: time`, value: seconds, unit: 's', target: { of: 'value', atMost: 5 } },
    {
      measurement: `${what}: most memory of the whole process`,
      value: process.resourceUsage().maxRSS / 1_024,
      unit: 'MiB',
      target: { of: 'value', atMost: 500 },
    },
  ];
}

function toDemand({ classes, ...wish }: AskedWish): FlowProblem['demands'][number] {
  const promised = { ...wish, classCode: classes[0] ?? '' };
  const choices = classes.map((classCode) => ({ classCode, costFen: classFen(promised, classCode) }));
  return { ...wish, choices, unservedFen: unservedFen(wish) };
}
