import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { reasonOf } from '@houtai/event-catalogue';
import { IDS, type IdSource } from '@houtai/service-host';
import type { ClosedStop } from '../fleet/branch-times';
import { FleetViewStore } from '../fleet/fleet-view.store';
import type { BoardItem } from '../planning/board';
import type { ClassPlan } from '../planning/class-plan';
import type { Placement } from '../planning/plan';
import { Placing } from '../planning/placing.service';
import { PlanStore } from '../planning/plan.store';
import { AlternativeFinder } from './alternative-finder.service';
import type { CapacityRequest, Hold, Verdict, WantedHold } from './capacity';
import { branchClosed } from './closed-branch';
import { toBoardItem } from './wanted-item';

type Held = Extract<Verdict, { held: true }>;

/** Plans by class, in which places are found one after the other. */
export type Plans = Map<string, ClassPlan>;

/** A hold of the same reservation that stays where it is, and whose vehicle is not to be used. */
interface Beside {
  reservationId: string;
  vehicleId: string | undefined;
  /** Vehicles that the reservation must not get. */
  forbidden?: readonly string[];
}

interface FindOptions {
  beside?: Beside;
  /** Stores promises in `plans` that are not stored yet. */
  storeFirst?: () => Promise<void>;
}

/** Finds a vehicle for a new promise. The lock of the class is taken; moves of others are stored at once. */
@Injectable()
export class PlaceFinder {
  constructor(
    private readonly plans: PlanStore,
    private readonly placing: Placing,
    private readonly fleet: FleetViewStore,
    private readonly alternatives: AlternativeFinder,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Makes holds of these requests, without a place. */
  async wanting(requests: readonly CapacityRequest[]): Promise<(request: CapacityRequest) => WantedHold> {
    const branches = requests.flatMap(({ pickUp, return: back }) => [pickUp.branchId, back.branchId]);
    const times = await this.fleet.branchTimes([...new Set(branches)]);
    return (request) => {
      const closed = times.closedStop(request);
      const untilAt = times.readyAfter(request.return);
      return { ...request, holdId: this.ids.next(), untilAt, ...(closed && { closed }) };
    };
  }

  plansFor(requests: readonly CapacityRequest[]): Promise<Plans> {
    return this.plans.plansOf([...new Set(requests.map(({ classCode }) => classCode))]);
  }

  /** @param plans with that of the class, to which what is found is added */
  async find(
    hold: WantedHold,
    plans: Plans,
    now: Instant,
    { beside, storeFirst }: FindOptions = {},
  ): Promise<Verdict> {
    if (hold.pickUp.at >= hold.return.at) {
      const reasons = [reasonOf('interval', { case: 'pick-up' })];
      return { held: false, reasons, alternatives: [] };
    }
    if (hold.closed) return this.refuseClosed(hold, hold.closed, plans, now);
    const plan = await this.planOf(hold.classCode, plans);
    if (beside?.vehicleId) plan.fix(beside.vehicleId, beside.reservationId);
    const item = {
      ...toBoardItem(hold, beside?.reservationId ?? hold.holdId),
      forbidden: beside?.forbidden,
    };
    const avoid = new Set(beside?.vehicleId ? [beside.vehicleId] : []);
    const found = await this.placing.placeOrRelocate(plan, item, now, avoid, storeFirst);
    return found ? held(hold, found) : this.refuse(hold, plans, now);
  }

  /** For a promise that is made in any case: without a vehicle it is a conflict, and at a closed branch it is listed. */
  async findOrOwe(request: CapacityRequest, now: Instant): Promise<Hold> {
    const hold = { ...(await this.wanting([request]))(request), closed: undefined };
    return orOwed(hold, await this.find(hold, new Map(), now));
  }

  /** No vehicle is wanting, so it is no wish that a vehicle more would have served. */
  private async refuseClosed(
    hold: WantedHold,
    closed: ClosedStop,
    plans: Plans,
    now: Instant,
  ): Promise<Verdict> {
    const planOf = (classCode: string) => this.planOf(classCode, plans);
    const alternatives = await this.alternatives.near(hold, planOf, now);
    return { held: false, reasons: [branchClosed(closed)], alternatives };
  }

  private async refuse(hold: WantedHold, plans: Plans, now: Instant): Promise<Verdict> {
    const planOf = (classCode: string) => this.planOf(classCode, plans);
    const alternatives = await this.alternatives.near(hold, planOf, now);
    const { classCode } = hold;
    const isNoneThere = (await planOf(classCode)).timetable.size === 0;
    const reason = reasonOf('capacity', { classCode, case: isNoneThere ? 'none-there' : 'none-free' });
    return { held: false, wish: hold, reasons: [reason], alternatives };
  }

  private async planOf(classCode: string, plans: Plans): Promise<ClassPlan> {
    const known = plans.get(classCode);
    if (known) return known;
    const plan = await this.plans.planOf(classCode);
    plans.set(classCode, plan);
    return plan;
  }
}

/** The hold in the place that was found for it. */
export function held(hold: WantedHold, { item: { drive }, vehicleId }: Placement<BoardItem>): Held {
  return { held: true, hold: { ...hold, place: { vehicleId, ...(drive && { drive }) } } };
}

/** The hold that was found, or one in conflict. */
export function orOwed(hold: WantedHold, verdict: Verdict): Hold {
  return verdict.held ? verdict.hold : { ...hold, place: { conflict: 'no-vehicle' } };
}
