import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FlowProblem } from '@houtai/dispatch/optimiser/flow-problem';
import type { Hindsight } from '@houtai/dispatch/optimiser/hindsight';
import type { FlowPlan } from '@houtai/dispatch/optimiser/solve-flow';
import type { JointTask } from '@houtai/dispatch/re-planning/joint-plan.worker';
import { classFen, unservedFen } from '@houtai/dispatch/re-planning/plan-costs';
import type { Figure } from '../figure';
import { answerAll, cellsOf } from './board-online';
import { layersOf } from './lp-bound';
import { makeScenario, type AskedWish, type Shape } from './scenario';

const SHAPE: Shape = { vehicles: 1_000, wishes: 5_000, branches: 10, classes: 4, days: 14 };
/** More are wished than can be served: some hundred are refused, which hindsight weighs. */
const SOLD_OUT: Shape = { ...SHAPE, wishes: 6_500 };
const SEED = 11;
const SECONDS = 60;
const WORKER = '@houtai/dispatch/re-planning/joint-plan.worker';

/** What dispatch does every six hours: all promises that the board has made, planned together in a thread. */
export async function rePlanningFigures(log: (line: string) => void): Promise<Figure[]> {
  const found = [...(await rePlanned(SHAPE, log))];
  return [...found, ...(await weighed(SOLD_OUT, log))];
}

async function rePlanned(shape: Shape, log: (line: string) => void): Promise<Figure[]> {
  const { problem, served } = problemOf(shape);
  const began = performance.now();
  const worker = started({ problem, seconds: SECONDS });
  const [{ plan }] = (await once(worker, 'message')) as [{ plan: FlowPlan | undefined }];
  const seconds = (performance.now() - began) / 1_000;
  await worker.terminate();
  if (!plan) throw new Error(`there was no plan after ${SECONDS} s`);
  const worth = served.reduce((sum, wish) => sum + unservedFen(wish), 0);
  log(
    `re-planning: ${served.length} promises, ${plan.classOf.size} served, ${plan.drives.length} relocations, ` +
      `gap ${((100 * (plan.costFen - plan.boundFen)) / worth).toFixed(4)} %`,
  );
  const what = `re-planning of ${shape.vehicles} x ${served.length}`;
  return [
    { measurement: `${what}: time`, value: seconds, unit: 's', target: { of: 'value', atMost: 5 } },
    { ...memoryFigure(what), target: { of: 'value', atMost: 500 } },
  ];
}

/** The plan, and after it what could have been served of the wishes that were refused. */
async function weighed(shape: Shape, log: (line: string) => void): Promise<Figure[]> {
  const { problem, served, refused } = problemOf(shape);
  const began = performance.now();
  const worker = started({ problem, refused, seconds: SECONDS });
  const news: { hindsight?: Hindsight }[] = [];
  worker.on('message', (one: { hindsight?: Hindsight }) => news.push(one));
  await once(worker, 'exit');
  const seconds = (performance.now() - began) / 1_000;
  const hindsight = news.find((one) => one.hindsight)?.hindsight;
  if (!hindsight) throw new Error(`there was no hindsight after ${SECONDS} s`);
  log(
    `hindsight: ${refused.length} refused beside ${served.length}, ${hindsight.couldBeServed} could be served`,
  );
  const what = `re-planning of ${shape.vehicles} x ${served.length} and hindsight over ${refused.length} refused`;
  return [{ measurement: `${what}: time`, value: seconds, unit: 's' }, memoryFigure(what)];
}

function problemOf(shape: Shape) {
  const scenario = makeScenario(shape, SEED);
  const { served } = answerAll(cellsOf(scenario), scenario.wishes);
  const kept = new Set(served.map(({ id }) => id));
  const refused = scenario.wishes.filter(({ id }) => !kept.has(id)).map(toDemand);
  const problem: FlowProblem = { layers: layersOf(scenario), demands: served.map(toDemand) };
  return { problem, served, refused };
}

function started(task: JointTask): Worker {
  return new Worker(require.resolve(WORKER), { workerData: task });
}

function memoryFigure(what: string): Figure {
  return {
    measurement: `${what}: most memory of the whole process`,
    value: process.resourceUsage().maxRSS / 1_024,
    unit: 'MiB',
  };
}

function toDemand({ classes, ...wish }: AskedWish): FlowProblem['demands'][number] {
  const promised = { ...wish, classCode: classes[0] ?? '' };
  const choices = classes.map((classCode) => ({ classCode, costFen: classFen(promised, classCode) }));
  return { ...wish, choices, unservedFen: unservedFen(wish) };
}
