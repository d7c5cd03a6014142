import { Cell } from '../board/cell';
import { isAnyAtRisk } from '../board/at-risk';
import { Network, type Drive } from '@houtai/dispatch/drives/network';
import type { HoldRow } from '../board/rows';
import type { Demand, FlowProblem } from '@houtai/dispatch/optimiser/flow-problem';
import type { FlowPlan } from '@houtai/dispatch/optimiser/solve-flow';

/** A multi-depot vehicle scheduling problem. Times are minutes, which are what a drive costs, too. */
export interface MultiDepot {
  readonly capacities: readonly number[];
  /** Start place, start time, end place, end time. */
  readonly trips: readonly (readonly number[])[];
  readonly travel: readonly (readonly number[])[];
}

/** Of each pull-out and each pull-in, beside the minutes. */
const PULL = 500;
/** Before and after all trips. */
const [BEGIN, END] = [-1_000, 3_000];
const DEPOT = 'depot';

/** Reads an instance: depots, trips, places; capacities; trips; travel times. */
export function readMultiDepot(text: string): MultiDepot {
  const numbers = text.trim().split(/\s+/).map(Number);
  const [depots = 0, trips = 0, places = 0] = numbers;
  let at = 3;
  const take = (count: number) => numbers.slice(at, (at += count));
  return {
    capacities: take(depots),
    trips: Array.from({ length: trips }, () => take(4)),
    travel: Array.from({ length: places }, () => take(places)),
  };
}

/**
 * A depot is a class whose vehicles have a branch of their own to begin and to end at, trips are promises that any class
 * may serve, and at the end of the day all of the depot's vehicles are wanted there.
 */
export function problemOf({ capacities, trips, travel }: MultiDepot): FlowProblem {
  const classCodes = capacities.map((_, depot) => `of-depot-${depot}`);
  const choices = classCodes.map((classCode) => ({ classCode, costFen: 0 }));
  const demands = trips.map(([start, from, end, until], index): Demand => ({
    id: `trip-${index}`,
    pickUpBranchId: `place-${start}`,
    returnBranchId: `place-${end}`,
    from: from ?? 0,
    until: until ?? 0,
    choices,
  }));
  const atNight = choices.flatMap((choice, depot) =>
    Array.from({ length: capacities[depot] ?? 0 }, (_, index): Demand => {
      const id = `night-${depot}-${index}`;
      const [pickUpBranchId, returnBranchId] = [DEPOT, null];
      return { id, pickUpBranchId, returnBranchId, from: END, until: END, choices: [choice] };
    }),
  );
  const layers = classCodes.map((classCode, depot) => ({
    classCode,
    drives: [...drivesBetween(travel), ...pulls(travel, depot)],
    notBefore: BEGIN,
    sources: [{ branchId: DEPOT, at: BEGIN, count: capacities[depot] ?? 0 }],
  }));
  return { layers, demands: [...demands, ...atNight] };
}

/** Whether the boards of the depots bear the plan: no count below zero, and everything served. */
export function isBorne({ layers, demands }: FlowProblem, { classOf, drives }: FlowPlan): boolean {
  if (demands.some(({ id }) => !classOf.has(id))) return false;
  return layers.every(({ classCode, sources, drives: ways }) => {
    const vehicles = sources.flatMap(({ branchId, at, count }) =>
      Array.from({ length: count }, (_, index) => ({
        ...{ id: `${classCode}-${index}`, branchId, freeFrom: at, grounded: [] },
        fit: [{ from: -Infinity, to: Infinity }],
      })),
    );
    const holds = demands
      .filter(({ id }) => classOf.get(id) === classCode)
      .map((demand): HoldRow => {
        const hold = { ...demand, dueAt: demand.until, classes: [classCode], started: false };
        return { ...hold, seat: { kind: 'pool' } };
      });
    const relocations = drives
      .filter((one) => one.classCode === classCode)
      .map(({ drive, arrivesAt }, index) => ({
        ...{ ...drive, id: `drive-${index}`, fixed: true, arrivesAt },
        departsAt: arrivesAt - drive.ms,
      }));
    const frame = { classCode, network: new Network(ways), horizon: Infinity };
    return !isAnyAtRisk(Cell.of(frame, { vehicles, holds, relocations }));
  });
}

function drivesBetween(travel: readonly (readonly number[])[]): Drive[] {
  return travel.flatMap((row, from) =>
    row.flatMap((minutes, to) =>
      from === to
        ? []
        : { fromBranchId: `place-${from}`, toBranchId: `place-${to}`, ms: minutes, costFen: minutes },
    ),
  );
}

function pulls(travel: readonly (readonly number[])[], depot: number): Drive[] {
  return travel.flatMap((row, place) => {
    const [out, back] = [travel[depot]?.[place] ?? 0, row[depot] ?? 0];
    const branchId = `place-${place}`;
    return [
      { fromBranchId: DEPOT, toBranchId: branchId, ms: Math.max(1, out), costFen: PULL + out },
      { fromBranchId: branchId, toBranchId: DEPOT, ms: Math.max(1, back), costFen: PULL + back },
    ];
  });
}
