import { ask } from '../board/answer';
import { Cell } from '../board/cell';
import { decompose } from '../board/decompose';
import { askRegion, regionFactsOf, type Cells } from '../board/region';
import type { Figure } from '../figure';
import { percentile } from '../statistics';
import { answerAll, cellsOf, EFFORT } from './board-online';
import { planAll, timetablesOf } from './plan-online';
import { makeScenario, type AskedWish, type Scenario, type Shape } from './scenario';

const SEED = 21;
const LIMITS = { counts: [0.1, 1], relocation: [0.3, 3], plan: [0.3, 3] } as const;
const CELL: Shape = { vehicles: 2_500, wishes: 44_000, branches: 50, classes: 1, days: 24 };
const PROMISES = 25_000;
const REGION: Shape = { vehicles: 1_250, wishes: 6_000, branches: 25, classes: 20, days: 14 };
const REGIONS = 40;

/** One cell that is full: an answer by counts, one with relocation, a rebuild from rows. */
export function largeCellFigures(log: (line: string) => void): Figure[] {
  const scenario = makeScenario(CELL, SEED);
  const cells = cellsOf(scenario);
  const cell = cells.get('class-0');
  if (!cell) throw new Error('there is no cell');
  const asked = fillUp(cells, scenario.wishes);
  const wishes = scenario.wishes.slice(asked, asked + 3_000);
  const limitsOf = (wish: AskedWish) => ({ ...EFFORT, mostFen: wish.revenueFen / 2, notBefore: 0 });
  const counts = timed(wishes, (wish) => ask(cell, wish).fits);
  const relocation = timed(wishes, (wish) => ask(cell, wish, limitsOf(wish)).fits);
  const began = performance.now();
  const rows = {
    vehicles: [...cell.vehicles.values()],
    holds: [...cell.holds.values()],
    relocations: [...cell.relocations.values()],
  };
  Cell.of(cell.frame, rows);
  const rebuild = performance.now() - began;
  const bound = performance.now();
  decompose(cell, Infinity);
  log(
    `cell of ${CELL.vehicles} x ${rows.holds.length} holds x ${CELL.branches} branches, ${rows.relocations.length} relocations: ` +
      `yes to ${counts.yes} of ${wishes.length} by counts, ${relocation.yes} with relocation; ` +
      `all bound in ${(performance.now() - bound).toFixed(0)} ms`,
  );
  const plan = planAll(timetablesOf(scenario), scenario, scenario.wishes.slice(0, asked + 3_000));
  const moved = plan.moved.filter((others) => others > 0);
  log(
    `the plan of the service served ${plan.served.length} of them; ${moved.length} moved others, ` +
      `p50 ${percentile(moved, 0.5)}, p95 ${percentile(moved, 0.95)}`,
  );
  return [
    ...answerFigures('large cell, plan of the service', plan.ms.slice(-3_000), LIMITS.plan),
    ...answerFigures('large cell, by counts', counts.ms, LIMITS.counts),
    ...answerFigures('large cell, with relocation', relocation.ms, LIMITS.relocation),
    { measurement: 'large cell: rebuilt from rows', value: rebuild, unit: 'ms' },
  ];
}

/** 50,000 vehicles in 800 cells, all in one process. */
export function largeCompanyFigures(log: (line: string) => void): Figure[] {
  const before = heap();
  const regions = Array.from({ length: REGIONS }, (_, index) => makeScenario(REGION, SEED + index));
  const made = heap();
  const ms: number[] = [];
  const kept: Cells[] = regions.map((scenario) => {
    const cells = cellsOf(scenario);
    ms.push(...answerAll(cells, scenario.wishes).ms.slice(-500));
    return cells;
  });
  const holds = kept.reduce((sum, cells) => sum + holdsIn(cells), 0);
  const used = heap() - made;
  log(
    `company of ${REGIONS * REGION.vehicles} vehicles, ${holds} holds: scenario ${(made - before).toFixed(0)} MB, boards ${used.toFixed(0)} MB`,
  );
  return [
    ...answerFigures('50,000 vehicles, with relocation and classes', ms, LIMITS.relocation),
    { measurement: '50,000 vehicles: memory of all boards', value: used, unit: 'MB' },
  ];
}

/** @returns how many wishes it took until there were as many promises as wanted */
function fillUp(cells: Cells, wishes: Scenario['wishes']): number {
  let promises = 0;
  for (const [index, wish] of wishes.entries()) {
    const answer = askRegion(cells, wish, { ...EFFORT, mostFen: wish.revenueFen / 2, notBefore: 0 });
    if (!answer.fits) continue;
    const ids = answer.fit.add.map((_, nth) => `${wish.id}/${nth}`);
    for (const { classCode, facts } of regionFactsOf(answer, { ...wish, started: false }, ids))
      cells.get(classCode)?.apply(facts);
    if ((promises += 1) === PROMISES) return index + 1;
  }
  return wishes.length - 3_000;
}

function timed(
  wishes: readonly AskedWish[],
  fits: (wish: AskedWish) => boolean,
): { ms: number[]; yes: number } {
  let yes = 0;
  const ms = wishes.map((wish) => {
    const began = performance.now();
    if (fits(wish)) yes += 1;
    return performance.now() - began;
  });
  return { ms, yes };
}

function answerFigures(
  what: string,
  ms: readonly number[],
  [first, p99]: readonly [number, number],
): Figure[] {
  const share = first === LIMITS.counts[0] ? 0.95 : 0.5;
  const figure = (of: number, atMost?: number): Figure => ({
    measurement: `${what}, p${of * 100}`,
    value: percentile(ms, of),
    unit: 'ms',
    ...(atMost === undefined ? {} : { target: { of: 'value' as const, atMost } }),
  });
  const limits = new Map([
    [share, first],
    [0.99, p99],
  ]);
  return [0.5, 0.95, 0.99, 1].map((of) => figure(of, limits.get(of)));
}

function holdsIn(cells: Cells): number {
  return [...cells.values()].reduce((sum, cell) => sum + cell.holds.size, 0);
}

function heap(): number {
  return process.memoryUsage().heapUsed / 2 ** 20;
}
