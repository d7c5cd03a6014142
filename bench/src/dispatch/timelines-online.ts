import type { Outcome } from './outcome';
import type { AskedWish, BenchVehicle, Scenario } from './scenario';

interface Day {
  readonly vehicle: BenchVehicle;
  readonly uses: AskedWish[];
}

/** The floors: vehicle by vehicle, nothing is ever moved. `first` takes the first that fits, `best` the least idle one. */
export function fillTimelines(scenario: Scenario, rule: 'first' | 'best'): Outcome {
  const days: Day[] = scenario.vehicles.map((vehicle) => ({ vehicle, uses: [] }));
  const outcome: Outcome = { served: [], relocationFen: 0, ms: [] };
  for (const wish of scenario.wishes) {
    const began = performance.now();
    const day = choose(days, wish, rule);
    if (day) {
      day.uses.splice(day.uses.findLastIndex(({ from }) => from < wish.from) + 1, 0, wish);
      outcome.served.push(wish);
    }
    outcome.ms.push(performance.now() - began);
  }
  return outcome;
}

function choose(days: readonly Day[], wish: AskedWish, rule: 'first' | 'best'): Day | undefined {
  for (const classCode of wish.classes) {
    let best: Day | undefined;
    let least = Infinity;
    for (const day of days) {
      const idle = day.vehicle.classCode === classCode ? idleIn(day, wish) : undefined;
      if (idle === undefined || idle >= least) continue;
      if (rule === 'first') return day;
      [best, least] = [day, idle];
    }
    if (best) return best;
  }
  return undefined;
}

/** Time the vehicle stands before and after the wish; undefined when it does not fit. */
function idleIn({ vehicle, uses }: Day, wish: AskedWish): number | undefined {
  const index = uses.findLastIndex(({ from }) => from < wish.from);
  const before = uses[index];
  const after = uses[index + 1];
  const freeFrom = before?.until ?? vehicle.freeFrom;
  if (freeFrom > wish.from || (before?.returnBranchId ?? vehicle.branchId) !== wish.pickUpBranchId)
    return undefined;
  if (!after) return wish.from - freeFrom;
  if (after.from < wish.until || after.pickUpBranchId !== wish.returnBranchId) return undefined;
  return wish.from - freeFrom + after.from - wish.until;
}
