import type { HoldRow, Millis, RelocationRow, VehicleRow } from './rows';

/**
 * Looks at a plan from outside. It shares no code with what makes plans, only the form of their rows, and says each rule
 * once more in the plainest way: what both get wrong alike, a reader should see here.
 */
export interface CheckedPlan {
  readonly vehicles: readonly (VehicleRow & { readonly classCode: string })[];
  readonly holds: readonly HoldRow[];
  readonly relocations: readonly RelocationRow[];
  /** Vehicles of pooled holds and relocations, by their id. What is not in it is only counted. */
  readonly assigned: ReadonlyMap<string, string>;
  /** Class of what is counted and has no vehicle. */
  readonly classOf: (itemId: string) => string;
  /** No promise ends after it. */
  readonly horizon: Millis;
}

export interface CheckedAgainst {
  /** Least time between a planned return at a branch and the next pick-up. */
  readonly turnaroundMs: (branchId: string) => Millis;
  /** Least time of a drive between two branches; undefined when there is no way. */
  readonly driveMs: (fromBranchId: string, toBranchId: string) => Millis | undefined;
  /** The plan as it was: what had begun then must not have changed. */
  readonly before?: CheckedPlan;
}

export type PlanRule =
  | 'overlap'
  | 'place'
  | 'turnaround'
  | 'unfit'
  | 'class'
  | 'started'
  | 'drive-time'
  | 'negative-count'
  | 'unknown-vehicle';

export interface BrokenRule {
  readonly rule: PlanRule;
  /** Hold or relocation; for counts the branch. */
  readonly where: string;
}

interface Use {
  id: string;
  start: string;
  end: string | null;
  from: Millis;
  until: Millis;
  hold?: HoldRow;
}

/** @returns every rule that the plan breaks; none when it can be driven */
export function checkPlan(plan: CheckedPlan, against: CheckedAgainst): BrokenRule[] {
  const byVehicle = new Map<string, Use[]>(plan.vehicles.map(({ id }) => [id, []]));
  const counted: Use[] = [];
  const broken: BrokenRule[] = [];
  for (const use of usesOf(plan)) {
    const vehicleId = vehicleOf(plan, use);
    if (vehicleId === undefined) counted.push(use);
    else if (byVehicle.has(vehicleId)) byVehicle.get(vehicleId)?.push(use);
    else broken.push({ rule: 'unknown-vehicle', where: use.id });
  }
  for (const uses of byVehicle.values()) uses.sort((a, b) => a.from - b.from || a.until - b.until);
  for (const vehicle of plan.vehicles) broken.push(...driven(vehicle, byVehicle.get(vehicle.id) ?? []));
  broken.push(...classes(plan), ...timing(plan, against), ...started(plan, against.before));
  broken.push(...counts(plan, byVehicle, counted));
  return broken;
}

function usesOf({ holds, relocations }: CheckedPlan): Use[] {
  return [
    ...holds.map((hold) => ({
      id: hold.id,
      start: hold.pickUpBranchId,
      end: hold.returnBranchId,
      from: hold.from,
      until: hold.until,
      hold,
    })),
    ...relocations.map((one) => ({
      id: one.id,
      start: one.fromBranchId,
      end: one.toBranchId,
      from: one.departsAt,
      until: one.arrivesAt,
    })),
  ];
}

function vehicleOf({ assigned }: CheckedPlan, { id, hold }: Use): string | undefined {
  const given = assigned.get(id);
  if (given !== undefined || !hold) return given;
  return hold.seat.kind === 'pool' ? undefined : hold.seat.vehicleId;
}

function driven(vehicle: VehicleRow, uses: readonly Use[]): BrokenRule[] {
  const broken: BrokenRule[] = [];
  uses.forEach((use, index) => {
    if (use.hold?.started) return;
    const before = uses[index - 1];
    const free = before ? before.until : vehicle.freeFrom;
    const branch = before ? before.end : vehicle.branchId;
    if (use.from < free) broken.push({ rule: 'overlap', where: use.id });
    if (branch !== use.start) broken.push({ rule: 'place', where: use.id });
    if (use.hold && !fit(vehicle, use.hold)) broken.push({ rule: 'unfit', where: use.id });
  });
  return broken;
}

function fit(vehicle: VehicleRow, { from, dueAt }: HoldRow): boolean {
  const papers = vehicle.fit.some((span) => span.from <= from && dueAt <= span.to);
  return papers && !vehicle.grounded.some((span) => span.from < dueAt && from < span.to);
}

function classes(plan: CheckedPlan): BrokenRule[] {
  const classOfVehicle = new Map(plan.vehicles.map(({ id, classCode }) => [id, classCode]));
  return plan.holds
    .filter((hold) => {
      const seated = hold.seat.kind === 'pool' ? undefined : hold.seat.vehicleId;
      const vehicleId = plan.assigned.get(hold.id) ?? seated;
      const served = vehicleId === undefined ? plan.classOf(hold.id) : (classOfVehicle.get(vehicleId) ?? '');
      return !hold.started && !hold.classes.includes(served);
    })
    .map(({ id }) => ({ rule: 'class', where: id }));
}

function timing(plan: CheckedPlan, { turnaroundMs, driveMs }: CheckedAgainst): BrokenRule[] {
  const tooSoon = plan.holds.filter(
    (hold) => hold.returnBranchId !== null && hold.until - hold.dueAt < turnaroundMs(hold.returnBranchId),
  );
  const tooFast = plan.relocations.filter(
    (one) => one.arrivesAt - one.departsAt < (driveMs(one.fromBranchId, one.toBranchId) ?? Infinity),
  );
  return [
    ...tooSoon.map(({ id }): BrokenRule => ({ rule: 'turnaround', where: id })),
    ...tooFast.map(({ id }): BrokenRule => ({ rule: 'drive-time', where: id })),
  ];
}

function started(plan: CheckedPlan, before: CheckedPlan | undefined): BrokenRule[] {
  const now = new Map(plan.holds.map((hold) => [hold.id, hold]));
  return (before?.holds ?? [])
    .filter((was) => {
      if (!was.started || was.seat.kind === 'pool') return false;
      const is = now.get(was.id);
      if (!is) return false;
      const sameVehicle = is.seat.kind !== 'pool' && is.seat.vehicleId === was.seat.vehicleId;
      return !is.started || !sameVehicle || is.from !== was.from;
    })
    .map(({ id }) => ({ rule: 'started', where: id }));
}

/** What has no vehicle yet must find one: per class and branch, never more leave than stand there. */
function counts(
  plan: CheckedPlan,
  byVehicle: ReadonlyMap<string, readonly Use[]>,
  counted: readonly Use[],
): BrokenRule[] {
  const changes = new Map<string, Map<Millis, number>>();
  const change = (classCode: string, branchId: string, at: Millis, by: number): void => {
    const key = `${classCode} at ${branchId}`;
    const ofKey = changes.get(key) ?? new Map<Millis, number>();
    changes.set(key, ofKey.set(at, (ofKey.get(at) ?? 0) + by));
  };
  for (const vehicle of plan.vehicles) {
    const free = freeForGood(vehicle, byVehicle.get(vehicle.id) ?? [], plan.horizon);
    if (free) change(vehicle.classCode, free.branchId, free.at, 1);
  }
  for (const use of counted) {
    change(plan.classOf(use.id), use.start, use.from, -1);
    if (use.end !== null) change(plan.classOf(use.id), use.end, use.until, 1);
  }
  return [...changes].flatMap(([where, ofKey]): BrokenRule[] => {
    let count = 0;
    const sorted = [...ofKey].sort(([a], [b]) => a - b);
    return sorted.some(([, by]) => (count += by) < 0) ? [{ rule: 'negative-count', where }] : [];
  });
}

/** Where and when a vehicle has nothing of its own before it any more. */
function freeForGood(
  vehicle: VehicleRow,
  uses: readonly Use[],
  horizon: Millis,
): { branchId: string; at: Millis } | undefined {
  let branchId: string | null = vehicle.branchId;
  let at = vehicle.freeFrom;
  for (const use of uses) {
    branchId = use.end;
    at = Math.max(at, use.until);
  }
  for (const { from, to } of vehicle.grounded) if (from < horizon) at = Math.max(at, to);
  // Before its last papers begin it has something of its own: the time without them.
  const papers = vehicle.fit.filter(({ from }) => from < horizon).at(-1);
  if (!papers || papers.to < horizon) return undefined;
  return branchId === null || at === Infinity ? undefined : { branchId, at: Math.max(at, papers.from) };
}
