import { Cell } from '../board/cell';
import { askRegion, regionFactsOf, type Cells } from '../board/region';
import type { Outcome } from './outcome';
import type { AskedWish, Scenario } from './scenario';

/** Effort of a search. */
export const EFFORT = { expansions: 24, neighbours: 16 };

export function cellsOf(scenario: Scenario): Cells {
  const { network, horizon } = scenario;
  return new Map(
    scenario.classCodes.map((classCode) => {
      const vehicles = scenario.vehicles.filter((vehicle) => vehicle.classCode === classCode);
      return [classCode, Cell.of({ classCode, network, horizon }, { vehicles, holds: [], relocations: [] })];
    }),
  );
}

/**
 * Answers wishes in their order with the board.
 * @param knowsAll plans with hindsight: relocations may leave before the wish was asked
 */
export function answerAll(
  cells: Cells,
  wishes: readonly AskedWish[],
  { relocates = true, knowsAll = false } = {},
): Outcome {
  const outcome: Outcome = { served: [], relocationFen: 0, ms: [] };
  for (const wish of wishes) {
    const began = performance.now();
    const limits = {
      ...EFFORT,
      mostFen: wish.revenueFen / 2,
      notBefore: knowsAll ? 0 : Math.max(0, wish.askedAt),
    };
    const answer = askRegion(cells, wish, relocates ? limits : undefined);
    outcome.ms.push(performance.now() - began);
    if (!answer.fits) continue;
    const ids = answer.fit.add.map((_, index) => `${wish.id}/${index}`);
    for (const { classCode, facts } of regionFactsOf(answer, { ...wish, started: false }, ids))
      cells.get(classCode)?.apply(facts);
    outcome.served.push(wish);
    outcome.relocationFen += answer.fit.costFen;
  }
  return outcome;
}
