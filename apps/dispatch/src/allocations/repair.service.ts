import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import {
  asPromised,
  asPromisedOn,
  isBound,
  withClassesOn,
  type BoardItem,
  type ConflictKind,
} from '../planning/board';
import { DriveNetworkStore } from '../drives/drive-network.store';
import { canBeBound } from '../planning/can-be-bound';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { DueHoldStore } from '../planning/due-hold.store';
import { instantOf, isOwnUse, type Millis } from '../planning/plan';
import { faultsIn } from '../planning/plan-faults';
import { PlanStore, type NewPlace } from '../planning/plan.store';
import { noteMoves, repairPlan, type Repair, type Repairs } from '../planning/repair-plan';
import { Timetable } from '../planning/timetable';
import { BindingService } from './binding.service';

/** Makes the stored plan drivable again after something happened to vehicles. The locks of their classes are taken. */
@Injectable()
export class RepairService {
  constructor(
    private readonly plans: PlanStore,
    private readonly conflicts: DueHoldStore,
    private readonly bindings: BindingService,
    private readonly drives: DriveNetworkStore,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /**
   * Looks at the vehicles alone first: nearly always all is well and the class need not be loaded. What was in conflict in
   * their classes is worth another try.
   * @param makeRoom runs after bindings that cannot stay were released, before new ones are made
   */
  async repairVehicles(
    vehicleIds: readonly string[],
    now: Instant,
    makeRoom: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const ids = [...new Set(vehicleIds)];
    const near = await this.plans.loadVehicles(ids);
    const classes = [...new Set(near.vehicles.map(({ classCode }) => classCode))];
    await this.conflicts.retrySoon(classes, now);
    const changed = asPromisedOn(Timetable.of(near.vehicles, near.items).values(), now);
    if (changed.every((one) => faultsIn(one).length === 0 && !one.items.some(({ conflict }) => conflict)))
      return makeRoom();
    const timetable = Timetable.union(
      Array.from((await this.plans.plansOf(classes)).values(), (plan) => plan.timetable),
    );
    // One that is not (yet) registered belongs to no class but may carry promises all the same.
    for (const timeline of changed) timetable.set(timeline);
    if (classes.length > 1) withClassesOn(timetable);
    const repairs = repairPlan(this.planner, timetable, ids, await this.drives.termsAround(near.items, now));
    await this.apply(timetable, repairs, ids, now, makeRoom);
  }

  /** Under its lock, places again what is due in a class: what has no vehicle, or one that could not serve it. */
  async retryConflicts(classCode: string, now: Instant): Promise<void> {
    await this.plans.lockClasses([classCode]);
    const due = new Set(await this.conflicts.takeRetries(classCode, now));
    const { timetable, unplaced } = await this.plans.planOf(classCode);
    const isDue = ({ holdIds }: BoardItem) => holdIds.some((id) => due.has(id));
    const suspects = asPromisedOn(
      Array.from(timetable.values()).filter(({ items }) =>
        items.some((item) => item.conflict && isDue(item)),
      ),
      now,
    );
    for (const timeline of suspects) timetable.set(timeline);
    const ids = suspects.map(({ vehicle }) => vehicle.id);
    const repairs: Repairs<BoardItem> = new Map();
    const waiting = [...unplaced.values()].filter((one) => isDue(one) && !isOwnUse(one));
    const around = [...waiting, ...suspects.flatMap(({ items }) => items)];
    const terms = await this.drives.termsAround(around, now);
    for (const item of waiting) {
      const wanted = asPromised(item, Date.parse(now));
      const direct = this.planner.place(timetable, wanted);
      const placements = direct ?? (terms && this.planner.relocate(timetable, wanted, terms)) ?? [];
      timetable.adopt(placements);
      noteMoves(repairs, placements, wanted);
    }
    for (const [id, repair] of repairPlan(this.planner, timetable, ids, terms)) repairs.set(id, repair);
    await this.apply(timetable, repairs, ids, now, () => Promise.resolve());
  }

  /**
   * After one of two holds of a reservation is gone: its binding follows the one that stays, and whoever counted on the
   * vehicles of either is planned again.
   */
  async settle(reservationId: string, formerVehicleIds: readonly string[], now: Instant): Promise<void> {
    const items = await this.plans.loadReservation(reservationId);
    const [own] = items;
    if (own) await this.bindings.shift(reservationId, instantOf(own.from), instantOf(own.until), now);
    const vehicleIds = items.flatMap(({ vehicleId }) => vehicleId ?? []);
    await this.repairVehicles([...formerVehicleIds, ...vehicleIds], now);
  }

  private async apply(
    timetable: Timetable<BoardItem>,
    repairs: Repairs<BoardItem>,
    vehicleIds: readonly string[],
    now: Instant,
    makeRoom: () => Promise<void>,
  ): Promise<void> {
    const found = [...repairs.values()];
    const moved = found.filter((repair) => repair.kind === 'moved');
    const unplaced = found.filter((repair) => repair.kind === 'unplaced');
    const stays: Staying[] = [
      ...solvedOn(timetable, vehicleIds, repairs),
      ...found.flatMap((repair) => stayOf(repair) ?? []),
    ];
    for (const { item } of [...moved, ...unplaced])
      if (isBound(item)) await this.bindings.release(item.reservationId, 'swapped', now);
    for (const { item, from } of stays)
      if (isBound(item)) await this.bindings.shift(item.reservationId, instantOf(from), undefined, now);
    await this.plans.replace(now, [
      ...stays.map(({ item, from, conflict }): NewPlace => {
        const { holdIds, drive, vehicleId = null } = item;
        return { holdIds, vehicleId, drive, bound: isBound(item), conflict, from: instantOf(from) };
      }),
      ...moved.map(({ as: { holdIds, from, drive }, vehicleId }): NewPlace => {
        return { holdIds, vehicleId, drive, bound: false, from: instantOf(from) };
      }),
      ...unplaced.map(({ item: { holdIds, plannedFrom }, fault: conflict }): NewPlace => {
        const from = instantOf(plannedFrom);
        return { holdIds, vehicleId: null, drive: undefined, bound: false, conflict, from };
      }),
    ]);
    await makeRoom();
    for (const { item, as, vehicleId } of moved) {
      const timeline = timetable.get(vehicleId);
      // One that is still expected is bound when it is there.
      if (!isBound(item) || !timeline || !canBeBound(timeline.vehicle, timeline.items, as)) continue;
      const bound = { ...as, vehicleId, conflict: undefined };
      await this.bindings.bind(bound, timeline.vehicle.classCode || item.classCode, now);
    }
  }
}

/** Keeps its vehicle, from then on. */
interface Staying {
  item: BoardItem;
  from: Millis;
  conflict?: ConflictKind;
}

function stayOf(repair: Repair<BoardItem>): Staying | undefined {
  const { item, kind } = repair;
  if (kind === 'shifted') return { item, from: repair.from, conflict: repair.fault };
  return kind === 'stuck' ? { item, from: item.from, conflict: repair.fault } : undefined;
}

/** What was in conflict and has no fault any more, now that its vehicle was looked at. */
function solvedOn(
  timetable: Timetable<BoardItem>,
  vehicleIds: readonly string[],
  repairs: Repairs<BoardItem>,
): Staying[] {
  const items = vehicleIds.flatMap((id) => timetable.get(id)?.items ?? []);
  return items
    .filter((item) => item.conflict && !item.started && !repairs.has(item.id))
    .map((item) => ({ item, from: item.from }));
}
