import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minimising } from '@houtai/dispatch/optimiser/minimise';
import { solveFlow } from '@houtai/dispatch/optimiser/solve-flow';
import type { Figure } from '../figure';
import { isBorne, problemOf, readMultiDepot } from './multi-depot';
import { carRental, OPTIMUM } from './williams';

/** Best known of INFORMS Journal on Computing 2024.0698, at 500 a pull-out or pull-in and 1 a minute driven. */
const INSTANCES = [
  { file: 'GD-4-100-0.txt', optimum: 34_243 },
  { file: 'GD-4-250-0.txt', optimum: 72_424 },
];

/**
 * Problems of others with known optima.
 * @param folder of the multi-depot instances, which are left out without it
 */
export async function literatureFigures(
  folder: string | undefined,
  log: (line: string) => void,
): Promise<Figure[]> {
  const rental = await minimising(carRental(), Infinity, ({ solve }) => solve());
  const found = [distance("Williams' car rental 1", -(rental?.cost ?? Number.NaN), OPTIMUM, 1e-5)];
  if (folder === undefined) {
    log('multi-depot instances: skipped, --data names no folder with GD-4-100-0.txt and GD-4-250-0.txt');
    return found;
  }
  for (const { file, optimum } of INSTANCES) {
    const problem = problemOf(readMultiDepot(await readFile(join(folder, file), 'utf8')));
    const plan = await solveFlow(problem);
    if (!plan || !isBorne(problem, plan)) throw new Error(`the boards do not bear the plan of ${file}`);
    found.push(distance(`multi-depot ${file}`, plan.costFen, optimum, 1));
  }
  return found;

  function distance(what: string, value: number, optimum: number, atMost: number): Figure {
    log(`${what}: ${value.toFixed(2)}, optimum ${optimum}`);
    return {
      measurement: `${what}: from the optimum`,
      value: 100 * Math.abs(value / optimum - 1),
      unit: '%',
      target: { of: 'value', atMost },
    };
  }
}
