import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { isBound, type BoardItem } from '../planning/board';
import { driven } from '../planning/driven';
import type { ClassPlan } from '../planning/class-plan';
import { instantOf, type Span } from '../planning/plan';
import { Placing } from '../planning/placing.service';
import { PlanStore } from '../planning/plan.store';
import type { CapacityRequest, Hold, Verdict, WantedHold } from './capacity';
import { isHolding } from './holding';
import { PlaceFinder, held, orOwed } from './place-finder.service';
import type { LockedReservation } from './reservation-locks.service';
import { toBoardItem } from './wanted-item';

/** The old and the new hold on one vehicle: they are alternatives and share the span of both. */
export interface SharedSpan {
  oldHoldId: string;
  span: Span;
  /** Where the two return branches differ, nothing may follow until orders has decided. */
  leavesAt: string | null;
}

export interface FoundChange {
  hold: WantedHold;
  verdict: Verdict;
  shared?: SharedSpan;
}

/** Finds room for the new hold of a change while the old one stays. */
@Injectable()
export class ChangePlaces {
  constructor(
    private readonly plans: PlanStore,
    private readonly placing: Placing,
    private readonly finder: PlaceFinder,
  ) {}

  /** On the vehicle of the old hold if possible, which costs least, else on another vehicle. */
  async find(reservation: LockedReservation, request: CapacityRequest, at: Instant): Promise<FoundChange> {
    const hold = (await this.finder.wanting([request]))(request);
    if (hold.closed) return { hold, verdict: await this.finder.find(hold, new Map(), at) };
    return this.look(reservation, hold, at);
  }

  /** For a change that holds in any case. */
  async findOrOwe(reservation: LockedReservation, request: CapacityRequest, at: Instant): Promise<Hold> {
    const wanted = { ...(await this.finder.wanting([request]))(request), closed: undefined };
    const { hold, verdict } = await this.look(reservation, wanted, at);
    return orOwed(hold, verdict);
  }

  private async look(reservation: LockedReservation, hold: WantedHold, at: Instant): Promise<FoundChange> {
    const { reservationId } = reservation;
    const [own] = await this.plans.loadReservation(reservationId);
    const plan = await this.planOf(hold, own);
    const shared = await this.findShared(reservation, hold, own, plan, at);
    if (shared) return { hold, ...shared };
    const beside = { reservationId, vehicleId: own?.vehicleId, forbidden: own?.forbidden };
    const verdict = await this.finder.find(hold, new Map(), at, { beside });
    if (verdict.held) return { hold, verdict };
    return { hold, verdict: (await this.findUpgraded(hold, own, at)) ?? verdict };
  }

  /** Gives both holds the span that covers them, once the new one is stored. */
  share({ oldHoldId, span, leavesAt }: SharedSpan, newHoldId: string): Promise<void> {
    return this.plans.share([oldHoldId, newHoldId], span, leavesAt);
  }

  /** The plan in which the reservation has its vehicle: of a higher class after an upgrade. */
  private async planOf(hold: WantedHold, own: BoardItem | undefined): Promise<ClassPlan> {
    const plan = await this.plans.planOf(hold.classCode);
    if (!own?.vehicleId || plan.timetable.get(own.vehicleId)) return plan;
    const [given] = (await this.plans.loadVehicles([own.vehicleId])).vehicles;
    return given ? this.plans.planOf(given.classCode) : plan;
  }

  /** A reservation that was upgraded keeps that: where its own class has no room, the higher one may. */
  private async findUpgraded(
    hold: WantedHold,
    own: BoardItem | undefined,
    at: Instant,
  ): Promise<Verdict | undefined> {
    if (!own?.vehicleId || own.classCode !== hold.classCode) return undefined;
    const plan = await this.planOf(hold, own);
    const given = plan.timetable.get(own.vehicleId)?.vehicle.classCode;
    if (given === hold.classCode) return undefined;
    plan.fix(own.vehicleId, own.reservationId);
    const wanted = { ...toBoardItem(hold, own.reservationId), forbidden: own.forbidden };
    const found = await this.placing.place(plan, wanted, at, new Set([own.vehicleId]));
    return found && held(hold, found);
  }

  /** Both holds as one use of one vehicle, from the earlier start to the later end. */
  private async findShared(
    { reservationId, state }: LockedReservation,
    hold: WantedHold,
    own: BoardItem | undefined,
    plan: ClassPlan,
    at: Instant,
  ): Promise<{ verdict: Verdict; shared: SharedSpan } | undefined> {
    if (!isHolding(state)) return undefined;
    const old = state.hold;
    if (old.classCode !== hold.classCode || old.pickUp.branchId !== hold.pickUp.branchId) return undefined;
    if (hold.pickUp.at >= hold.return.at) return undefined;
    if (!own?.vehicleId || own.conflict) return undefined;
    const alone = toBoardItem(hold, reservationId);
    const wanted = own.drive ? driven(alone, own.drive) : alone;
    const both = {
      ...own,
      from: Math.min(own.from, wanted.from),
      dueAt: Math.max(own.dueAt, wanted.dueAt),
      until: Math.max(own.until, wanted.until),
      returnBranchId: own.returnBranchId === wanted.returnBranchId ? own.returnBranchId : null,
    };
    const others = plan.vehicles.flatMap(({ id }) => (id === own.vehicleId ? [] : [id]));
    // What follows on its vehicle may count on being left where it leaves it.
    const stays = own.fixed || own.pickUpBranchId !== own.returnBranchId;
    const found = await this.placing.place(plan, both, at, new Set(stays ? others : []));
    if (!found) return undefined;
    const { vehicleId } = found;
    const { holdIds, drive } = own;
    await this.plans.replace(at, [
      { holdIds, vehicleId, drive, from: instantOf(own.from), bound: isBound(own) },
    ]);
    const span = { from: both.from, to: both.until };
    return {
      verdict: held(hold, found),
      shared: { oldHoldId: own.id, span, leavesAt: both.returnBranchId },
    };
  }
}
