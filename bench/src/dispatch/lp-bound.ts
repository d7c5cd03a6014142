import highsLoader from 'highs';
import { utilisationOf } from './outcome';
import type { AskedWish, Scenario } from './scenario';

export interface Bound {
  /** Most that rent less relocations can come to, in fen. */
  readonly worthFen: number;
  /** Wishes that it serves; parts count as parts. */
  readonly served: number;
  /** Share of the fleet's days that it rents. */
  readonly utilisation: number;
  /** Share in which each wish is served, by its id. */
  readonly shares: ReadonlyMap<string, number>;
  readonly ms: number;
}

/**
 * The best that any plan could earn, with whole knowledge and vehicles that may be split: a linear programme of the flow
 * of vehicles through branches and time, one layer a class, solved by HiGHS.
 */
export async function boundOf(scenario: Scenario): Promise<Bound> {
  const highs = await highsLoader();
  const model = new Model();
  for (const classCode of scenario.classCodes) addLayer(model, scenario, classCode);
  scenario.wishes.forEach(({ classes }, index) => {
    const parts = classes.map((classCode) => `+ 1 x${index}_${scenario.classCodes.indexOf(classCode)}`);
    model.constrain(`${parts.join(' ')} <= 1`);
  });
  const began = performance.now();
  const solution = highs.solve(model.text(), { solver: 'choose' });
  if (solution.Status !== 'Optimal') throw new Error(`HiGHS answered ${solution.Status}`);
  const shares = new Map<string, number>();
  scenario.wishes.forEach(({ id, classes }, index) => {
    const parts = classes.map((classCode) => {
      const column = solution.Columns[`x${index}_${scenario.classCodes.indexOf(classCode)}`];
      return column && 'Primal' in column ? column.Primal : 0;
    });
    shares.set(
      id,
      parts.reduce((sum, part) => sum + part, 0),
    );
  });
  const served = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const weighted = scenario.wishes.map((wish) => ({ wish, share: shares.get(wish.id) ?? 0 }));
  const utilisation = utilisationOf(weighted, scenario);
  return { worthFen: solution.ObjectiveValue, served, utilisation, shares, ms: performance.now() - began };
}

/** Places in time: each branch at each instant at which something of the class could come or go. */
function addLayer(model: Model, scenario: Scenario, classCode: string): void {
  const layer = scenario.classCodes.indexOf(classCode);
  const wishes = scenario.wishes.flatMap((wish, index) =>
    wish.classes.includes(classCode) ? [{ wish, name: `x${index}_${layer}` }] : [],
  );
  const instants = instantsOf(scenario, wishes);
  const balance = new Map<string, string[]>();
  const at = (branch: number, place: number): string[] => {
    const key = `${branch} ${place}`;
    let terms = balance.get(key);
    if (!terms) balance.set(key, (terms = []));
    return terms;
  };
  const branchOf = new Map(scenario.branchIds.map((id, index) => [id, index]));
  const placeAt = (branch: number, time: number) => lastNotAfter(instants[branch] ?? [], time);

  instants.forEach((times, branch) =>
    times.forEach((_, place) => {
      const stays = `s${layer}_${branch}_${place}`;
      at(branch, place).push(`- 1 ${stays}`);
      if (place + 1 < times.length) at(branch, place + 1).push(`+ 1 ${stays}`);
    }),
  );
  for (const { wish, name } of wishes) {
    const [from, to] = [branchOf.get(wish.pickUpBranchId) ?? 0, branchOf.get(wish.returnBranchId) ?? 0];
    at(from, placeAt(from, wish.from)).push(`- 1 ${name}`);
    at(to, placeAt(to, wish.until)).push(`+ 1 ${name}`);
    model.earn(wish.revenueFen, name);
  }
  // A drive just in time for some pick-up is as good as any other.
  const pickUps = new Map(wishes.map(({ wish }) => [`${wish.pickUpBranchId} ${wish.from}`, wish] as const));
  let drives = 0;
  for (const wish of pickUps.values()) {
    const to = branchOf.get(wish.pickUpBranchId) ?? 0;
    for (const drive of scenario.network.into(wish.pickUpBranchId)) {
      const from = branchOf.get(drive.fromBranchId) ?? 0;
      const leaves = placeAt(from, wish.from - drive.ms);
      if (leaves < 0) continue;
      const name = `r${layer}_${(drives += 1)}`;
      at(from, leaves).push(`- 1 ${name}`);
      at(to, placeAt(to, wish.from)).push(`+ 1 ${name}`);
      model.earn(-drive.costFen, name);
    }
  }
  const standing = scenario.branchIds.map(
    (id) =>
      scenario.vehicles.filter((vehicle) => vehicle.classCode === classCode && vehicle.branchId === id)
        .length,
  );
  for (const [key, terms] of balance) {
    const [branch = 0, place = 0] = key.split(' ').map(Number);
    model.constrain(`${terms.join(' ')} = ${place === 0 ? -(standing[branch] ?? 0) : 0}`);
  }
}

function instantsOf(scenario: Scenario, wishes: readonly { wish: AskedWish }[]): number[][] {
  return scenario.branchIds.map((id) => {
    const times = new Set([0]);
    for (const { wish } of wishes) {
      if (wish.pickUpBranchId === id) times.add(wish.from);
      if (wish.returnBranchId === id) times.add(wish.until);
    }
    return [...times].sort((a, b) => a - b);
  });
}

function lastNotAfter(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Text of a linear programme; all variables are at least zero. */
class Model {
  private readonly objective: string[] = [];
  private readonly constraints: string[] = [];

  earn(fen: number, name: string): void {
    this.objective.push(`${fen < 0 ? '-' : '+'} ${Math.abs(fen)} ${name}`);
  }

  constrain(line: string): void {
    this.constraints.push(`c${this.constraints.length}: ${line}`);
  }

  text(): string {
    return `Maximize\n obj: ${this.objective.join('\n ')}\nSubject To\n ${this.constraints.join('\n ')}\nEnd\n`;
  }
}
