import { LinearProgramme, type Term } from '@houtai/dispatch/optimiser/linear-programme';

/**
 * "Car rental 1" of H. P. Williams, Model Building in Mathematical Programming, 5th edition (2013), 12.25: four depots, six
 * days that repeat for ever, no whole numbers. The optimum that is published, in pounds a week; it leaves the Saturday
 * discount of 20 pounds in the text aside, with which 119,302.04 are left. A check from outside of the programme and its
 * solver.
 */
export const OPTIMUM = 121_160.21;

const DEPOTS = [0, 1, 2, 3];
const DAYS = [0, 1, 2, 3, 4, 5];
/** Glasgow, Manchester, Birmingham, Plymouth; Monday to Saturday. */
const WANTED = [
  [100, 150, 135, 83, 120, 230],
  [250, 143, 80, 225, 210, 98],
  [95, 195, 242, 111, 70, 124],
  [160, 99, 55, 96, 115, 80],
];
/** Share of what is rented at the first that is returned at the second. */
const RETURNED = [
  [0.6, 0.2, 0.1, 0.1],
  [0.15, 0.55, 0.25, 0.05],
  [0.15, 0.2, 0.54, 0.11],
  [0.08, 0.12, 0.27, 0.53],
];
const TRANSFER = [
  [0, 20, 30, 50],
  [20, 0, 15, 35],
  [30, 15, 0, 25],
  [50, 35, 25, 0],
];
const REPAIRED_A_DAY = [0, 12, 20, 0];
/** Of one, two and three days: share of the rentals, what they cost, and the price back at the depot or at another one. */
const RENTALS = [
  { days: 1, share: 0.55, cost: 20, back: 50, elsewhere: 70 },
  { days: 2, share: 0.2, cost: 25, back: 70, elsewhere: 100 },
  { days: 3, share: 0.25, cost: 30, back: 120, elsewhere: 150 },
];
const DAMAGED = 0.1;
const DAMAGE_FEE = 100;
const OWNED_A_WEEK = 15;

/** Minimised is the loss a week. */
export function carRental(): LinearProgramme {
  const programme = new LinearProgramme();
  const equation = () => programme.addRow(0, 0);
  const sound = DEPOTS.map(() => DAYS.map(equation));
  const damaged = DEPOTS.map(() => DAYS.map(equation));
  /** Cars owned are those at the depots on Wednesday morning and those out since Monday or Tuesday. */
  const owned = equation();
  const at = (rows: readonly number[][], depot: number, day: number) => rows[depot]?.[day % DAYS.length] ?? 0;
  programme.addColumn(OWNED_A_WEEK, [[owned, 1]]);
  for (const depot of DEPOTS) {
    for (const day of DAYS) {
      const counted: Term[] = day === 2 ? [[owned, -1]] : [];
      const leaves: Term[] = [[at(sound, depot, day), -1], ...counted];
      const leavesDamaged: Term[] = [[at(damaged, depot, day), -1], ...counted];
      programme.addColumn(0, [...leaves, [at(sound, depot, day + 1), 1]]);
      programme.addColumn(0, [...leavesDamaged, [at(damaged, depot, day + 1), 1]]);
      programme.addColumn(0, [...leavesDamaged, [at(sound, depot, day + 1), 1]], REPAIRED_A_DAY[depot] ?? 0);
      for (const other of DEPOTS.filter((one) => one !== depot)) {
        const cost = TRANSFER[depot]?.[other] ?? 0;
        programme.addColumn(cost, [...leaves, [at(sound, other, day + 1), 1]]);
        programme.addColumn(cost, [...leavesDamaged, [at(damaged, other, day + 1), 1]]);
      }
      programme.addColumn(
        -gain(depot),
        [...leaves, ...comesBack(depot, day), ...stillOut(day)],
        WANTED[depot]?.[day] ?? 0,
      );
    }
  }
  return programme;

  function comesBack(depot: number, day: number): Term[] {
    return RENTALS.flatMap(({ days, share }) =>
      DEPOTS.flatMap((to): Term[] => {
        const back = share * (RETURNED[depot]?.[to] ?? 0);
        return [
          [at(sound, to, day + days), back * (1 - DAMAGED)],
          [at(damaged, to, day + days), back * DAMAGED],
        ];
      }),
    );
  }

  function stillOut(day: number): Term[] {
    const out = RENTALS.filter(({ days }) => day < 2 && day + days > 2).reduce(
      (sum, { share }) => sum + share,
      0,
    );
    return [[owned, -out]];
  }
}

function gain(depot: number): number {
  const rents = RENTALS.flatMap(({ share, cost, back, elsewhere }) =>
    DEPOTS.map((to) => {
      const price = to === depot ? back : elsewhere;
      return share * (RETURNED[depot]?.[to] ?? 0) * (price - cost);
    }),
  );
  return rents.reduce((sum, rent) => sum + rent, DAMAGED * DAMAGE_FEE);
}
