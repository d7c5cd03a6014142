import { Network, type Drive } from '@houtai/dispatch/drives/network';
import type { Millis, VehicleRow, Wish } from '../board/rows';
import { Chance } from './chance';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface Shape {
  readonly vehicles: number;
  readonly wishes: number;
  readonly branches: number;
  readonly classes: number;
  readonly days: number;
}

/** A wish as it comes in: when it was asked, what it pays, in which class. */
export interface AskedWish extends Wish {
  readonly id: string;
  readonly askedAt: Millis;
  /** Rent of all days, in fen. */
  readonly revenueFen: number;
}

export interface BenchVehicle extends VehicleRow {
  readonly classCode: string;
}

/** A fleet and all wishes for it, in the order in which they are asked. Times count from the first pick-up day. */
export interface Scenario {
  readonly shape: Shape;
  readonly classCodes: readonly string[];
  readonly branchIds: readonly string[];
  readonly drives: readonly Drive[];
  readonly network: Network;
  readonly vehicles: readonly BenchVehicle[];
  readonly wishes: readonly AskedWish[];
  readonly horizon: Millis;
}

const ONE_WAY_SHARE = 0.15;
const MEAN_LEAD = 4 * DAY;
const TURNAROUND = HOUR;
const ALWAYS = [{ from: -Infinity, to: Infinity }];
/** Side of the square in which the branches lie. */
const CITY_KM = 40;
const KM_PER_HOUR = 30;
/** Walking there and back, and the papers. */
const EACH_DRIVE = HOUR / 2;
const FEN_PER_KM = 150;
const FEN_PER_DRIVE = 3_000;
/** Yuan a day of the lowest class; each above takes 40 % more. */
const LOWEST_DAY_FEN = 20_000;

/** The same shape and seed make the same scenario, on every machine. */
export function makeScenario(shape: Shape, seed: number): Scenario {
  const chance = new Chance(seed);
  const branchIds = Array.from({ length: shape.branches }, (_, index) => `branch-${index}`);
  const classCodes = Array.from({ length: shape.classes }, (_, index) => `class-${index}`);
  const drives = drivesBetween(branchIds, chance);
  const popularity = branchIds.map(() => 0.5 + chance.share());
  const classShares = classCodes.map((_, index) => 1 / (index + 1.5));
  const vehicles = Array.from({ length: shape.vehicles }, (_, index): BenchVehicle => ({
    id: `vehicle-${index}`,
    classCode: classCodes[chance.weighted(classShares)] ?? '',
    branchId: branchIds[chance.weighted(popularity)] ?? '',
    freeFrom: 0,
    fit: ALWAYS,
    grounded: [],
  }));
  const wishes = Array.from({ length: shape.wishes }, (_, index) =>
    makeWish(`wish-${index}`, shape, { branchIds, classCodes, popularity, classShares }, chance),
  ).sort((a, b) => a.askedAt - b.askedAt);
  return {
    shape,
    classCodes,
    branchIds,
    drives,
    network: new Network(drives),
    vehicles,
    wishes,
    horizon: (shape.days + 30) * DAY,
  };
}

function makeWish(
  id: string,
  { days }: Shape,
  company: {
    branchIds: readonly string[];
    classCodes: readonly string[];
    popularity: readonly number[];
    classShares: readonly number[];
  },
  chance: Chance,
): AskedWish {
  const { branchIds, classCodes, popularity, classShares } = company;
  const rank = chance.weighted(classShares);
  const pickUp = chance.weighted(popularity);
  const back = chance.share() < ONE_WAY_SHARE ? chance.weighted(popularity) : pickUp;
  const length = Math.max(4 * HOUR, Math.round(chance.exponential(2.3 * DAY) / HOUR) * HOUR);
  const from = chance.below(days) * DAY + (8 + chance.below(12)) * HOUR;
  const dueAt = from + Math.min(length, 10 * DAY);
  return {
    id,
    pickUpBranchId: branchIds[pickUp] ?? '',
    returnBranchId: branchIds[back] ?? '',
    from,
    dueAt,
    until: dueAt + TURNAROUND,
    classes: classCodes.slice(rank, rank + 2),
    askedAt: from - 2 * HOUR - chance.exponential(MEAN_LEAD),
    revenueFen: Math.ceil((dueAt - from) / DAY) * Math.round(LOWEST_DAY_FEN * 1.4 ** rank),
  };
}

function drivesBetween(branchIds: readonly string[], chance: Chance): Drive[] {
  const places = branchIds.map((id) => ({ id, x: chance.share() * CITY_KM, y: chance.share() * CITY_KM }));
  return places.flatMap((a) =>
    places
      .filter((b) => b !== a)
      .map((b) => {
        const km = Math.hypot(a.x - b.x, a.y - b.y);
        return {
          fromBranchId: a.id,
          toBranchId: b.id,
          ms: Math.ceil((EACH_DRIVE + (km / KM_PER_HOUR) * HOUR) / 60_000) * 60_000,
          costFen: Math.round(FEN_PER_DRIVE + km * FEN_PER_KM),
        };
      }),
  );
}
