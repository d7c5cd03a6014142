import type { Instant } from '@houtai/domain-kit';
import type { KeptFree } from '../fleet/kept-free.store';
import { vehiclesToMove, type Change } from '../planning/change';
import type { ClassPlan } from '../planning/class-plan';
import { instantOf, type Millis } from '../planning/plan';
import type { ToDoInFleet } from './kept-what-if';

/** Vehicles that are to have nothing to do, for what fleet will do with them. */
export function setAside(
  { missing, moved }: Change,
  plans: ReadonlyMap<string, ClassPlan>,
): { missing: KeptFree[]; moved: KeptFree[] } {
  const plan = moved && plans.get(moved.classCode);
  return {
    missing: missing ? [missing] : [],
    moved:
      moved && plan
        ? vehiclesToMove(plan.timetable.values(), moved).map((vehicleId) => {
            return { vehicleId, span: { from: moved.at, to: Infinity }, toBranchId: moved.toBranchId };
          })
        : [],
  };
}

/** What is left to be done where branches and vehicles are kept. */
export function toDoInFleet(
  { closed, missing, moved }: Change,
  vehiclesMoved: readonly KeptFree[],
): ToDoInFleet[] {
  const spanOf = ({ span }: { span: { from: Millis; to: Millis } }) => {
    return { from: endOf(span.from), until: endOf(span.to) };
  };
  return [
    ...(closed
      ? [{ kind: 'close-branch' as const, branchIds: [closed.branchId], vehicleIds: [], ...spanOf(closed) }]
      : []),
    ...(missing
      ? [
          {
            kind: 'take-vehicle-out' as const,
            branchIds: [],
            vehicleIds: [missing.vehicleId],
            ...spanOf(missing),
          },
        ]
      : []),
    ...(moved
      ? [
          {
            kind: 'move-vehicles' as const,
            branchIds: [moved.fromBranchId, moved.toBranchId],
            vehicleIds: vehiclesMoved.map(({ vehicleId }) => vehicleId),
            ...{ from: instantOf(moved.at), until: null },
          },
        ]
      : []),
  ];
}

function endOf(at: Millis): Instant | null {
  return Number.isFinite(at) ? instantOf(at) : null;
}
