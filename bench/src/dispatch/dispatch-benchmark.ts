import type { Figure } from '../figure';
import { percentile } from '../statistics';
import { answerAll, cellsOf } from './board-online';
import { incidentFigures } from './incident';
import type { Options } from '../options';
import { largeCellFigures, largeCompanyFigures } from './large-cells';
import { literatureFigures } from './literature';
import { boundOf } from './lp-bound';
import { rePlanningFigures } from './re-planning';
import { utilisationOf, worthOf, type Outcome } from './outcome';
import { planAll, timetablesOf } from './plan-online';
import { makeScenario, type Scenario, type Shape } from './scenario';
import { fillTimelines } from './timelines-online';

/** None of them was used to choose anything. */
const SEEDS = [11, 12, 13, 14, 15];
const CITY = { branches: 10, classes: 4, days: 14 };
const MOST_GAP: Readonly<Record<number, { mean: number; worst: number }>> = {
  700: { mean: 1, worst: Infinity },
  1_000: { mean: 5.5, worst: 7 },
};

const SERVICE = 'plan of the service';

interface Method {
  readonly name: string;
  readonly run: (scenario: Scenario, shares: ReadonlyMap<string, number>) => Outcome;
}

/** `hindsight` knows all wishes, and which of them the bound serves: those come first. */
const METHODS: readonly Method[] = [
  { name: 'first fit', run: (scenario) => fillTimelines(scenario, 'first') },
  { name: 'best fit', run: (scenario) => fillTimelines(scenario, 'best') },
  {
    name: 'board, no relocation',
    run: (scenario) => answerAll(cellsOf(scenario), scenario.wishes, { relocates: false }),
  },
  {
    name: 'plan of the service, no drives',
    run: (scenario) => planAll(timetablesOf(scenario), scenario, scenario.wishes, { relocates: false }),
  },
  {
    name: SERVICE,
    run: (scenario) => planAll(timetablesOf(scenario), scenario, scenario.wishes),
  },
  { name: 'board', run: (scenario) => answerAll(cellsOf(scenario), scenario.wishes) },
  {
    name: 'hindsight',
    run: (scenario, shares) => {
      const isServed = ({ id }: { id: string }) => (shares.get(id) ?? 0) > 0.99;
      const wishes = [...scenario.wishes].sort(
        (a, b) => Number(isServed(b)) - Number(isServed(a)) || a.from - b.from,
      );
      return answerAll(cellsOf(scenario), wishes, { knowsAll: true });
    },
  },
];

/** The planning core alone, in memory: how good its answers are, and what one costs. */
export async function dispatchBenchmark(
  { quick, data }: Options,
  log: (line: string) => void,
): Promise<Figure[]> {
  const shapes: Shape[] = quick
    ? [{ ...CITY, vehicles: 200, wishes: 700 }]
    : [
        ...[700, 1_000, 1_400].map((wishes) => ({ ...CITY, vehicles: 200, wishes })),
        { ...CITY, vehicles: 1_000, wishes: 5_000 },
      ];
  // First, for its memory is measured.
  const found = quick ? [] : await rePlanningFigures(log);
  found.push(...(await literatureFigures(data, log)));
  log(
    'vehicles x wishes | method | served | worth, yuan | gap mean (worst) | p50 / p95 / p99 / max ms | use',
  );
  for (const shape of shapes) {
    const seeds = quick || shape.wishes > 2_000 ? SEEDS.slice(0, 1) : SEEDS;
    found.push(...(await compareMethods(shape, seeds, log)));
  }
  found.push(...incidentFigures(log));
  if (!quick) found.push(...largeCellFigures(log), ...largeCompanyFigures(log));
  return found;
}

async function compareMethods(
  shape: Shape,
  seeds: readonly number[],
  log: (line: string) => void,
): Promise<Figure[]> {
  const outcomes = new Map<string, { outcome: Outcome; gap: number; use: number }[]>();
  const planned: number[] = [];
  for (const seed of seeds) {
    const scenario = makeScenario(shape, seed);
    const bound = await boundOf(scenario);
    const attainable = bound.utilisation;
    planned.push(100 * (1 - bound.planFen / bound.worthFen));
    log(row(shape, `bound (${Math.round(bound.ms)} ms)`, bound.served, bound.worthFen, '', '', attainable));
    for (const { name, run } of METHODS) {
      const outcome = run(scenario, bound.shares);
      const gap = 100 * (1 - worthOf(outcome) / bound.worthFen);
      const use =
        utilisationOf(
          outcome.served.map((wish) => ({ wish, share: 1 })),
          scenario,
        ) / attainable;
      outcomes.set(name, [...(outcomes.get(name) ?? []), { outcome, gap, use }]);
    }
  }
  const boards = [...outcomes].flatMap(([name, runs]) => {
    const gaps = runs.map(({ gap }) => gap);
    const ms = runs.flatMap(({ outcome }) => outcome.ms);
    const spread = [0.5, 0.95, 0.99, 1].map((share) => percentile(ms, share).toFixed(3)).join(' / ');
    const gap = `${mean(gaps).toFixed(2)} (${Math.max(...gaps).toFixed(2)}) %`;
    const served = mean(runs.map(({ outcome }) => outcome.served.length));
    const worth = mean(runs.map(({ outcome }) => worthOf(outcome)));
    log(row(shape, name, served, worth, gap, spread, mean(runs.map(({ use }) => use))));
    return name === 'board' || name === SERVICE ? gapFigures(name, shape, gaps) : [];
  });
  return [planFigure(shape, planned), ...boards];
}

function planFigure({ vehicles, wishes }: Shape, gaps: readonly number[]): Figure {
  return {
    measurement: `optimiser, ${vehicles} x ${wishes}: planning gap, worst seed`,
    value: Math.max(...gaps),
    unit: '%',
    runs: gaps,
    target: { of: 'value', atMost: 1 },
  };
}

function gapFigures(method: string, { vehicles, wishes }: Shape, gaps: readonly number[]): Figure[] {
  const most = vehicles === 200 ? MOST_GAP[wishes] : undefined;
  const figure = (what: string, value: number, atMost?: number): Figure => ({
    measurement: `${method}, ${vehicles} x ${wishes}: online gap, ${what}`,
    value,
    unit: '%',
    runs: gaps,
    ...(atMost === undefined || atMost === Infinity ? {} : { target: { of: 'value' as const, atMost } }),
  });
  return [figure('mean', mean(gaps), most?.mean), figure('worst seed', Math.max(...gaps), most?.worst)];
}

function row(
  { vehicles, wishes }: Shape,
  name: string,
  served: number,
  worthFen: number,
  gap: string,
  spread: string,
  use: number,
): string {
  const worth = Math.round(worthFen / 100);
  return `${vehicles} x ${wishes} | ${name} | ${served.toFixed(0)} | ${worth} | ${gap} | ${spread} | ${use.toFixed(3)}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
