import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { IDS, type IdSource } from '@houtai/service-host';
import { FleetViewStore } from '../fleet/fleet-view.store';
import type { Board } from '../planning/board';
import { bestFit } from '../planning/greedy-planner';
import { instantOf, type PlanItem } from '../planning/plan';
import { Placing } from '../planning/placing.service';
import { PlanStore, type Wish } from '../planning/plan.store';
import { timelinesOf } from '../planning/timeline';
import { chooseAlternatives, requestsAtBranches, shiftedRequests } from './alternatives';
import type { CapacityRequest, Hold, Verdict, WantedHold } from './capacity';

/** Finds a vehicle for a new promise. The lock of the class is taken; moves of others are stored at once. */
@Injectable()
export class PlaceFinder {
  constructor(
    private readonly plans: PlanStore,
    private readonly placing: Placing,
    private readonly fleet: FleetViewStore,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Makes holds of these requests, without a place. */
  async wanting(requests: readonly CapacityRequest[]): Promise<(request: CapacityRequest) => WantedHold> {
    const readyAfter = await this.fleet.readiness(requests.map((request) => request.return.branchId));
    return (request) => ({ ...request, holdId: this.ids.next(), untilAt: readyAfter(request.return) });
  }

  /** @param beside a hold of the same reservation that stays where it is, and whose vehicle is not to be used */
  async find(
    hold: WantedHold,
    now: Instant,
    beside?: { reservationId: string; vehicleId: string | undefined },
  ): Promise<Verdict> {
    if (hold.pickUp.at >= hold.return.at) {
      const reasons = [{ rule: 'interval', message: 'The return is not after the pick-up' }];
      return { held: false, reasons, alternatives: [] };
    }
    if (!beside?.vehicleId) {
      const vehicleId = await this.plans.directFit(toWish(hold, hold.untilAt));
      if (vehicleId !== undefined) return { held: true, hold: { ...hold, place: { vehicleId } } };
    }
    const board = await this.plans.loadClasses([hold.classCode]);
    const items = board.items.map((other) =>
      other.reservationId === beside?.reservationId ? { ...other, fixed: true } : other,
    );
    const avoid = new Set(beside?.vehicleId ? [beside.vehicleId] : []);
    const vehicleId = await this.placing.place(
      { ...board, items },
      toPlanItem(hold, hold.untilAt),
      now,
      avoid,
    );
    if (vehicleId === undefined) return this.refuse(board, hold, now);
    return { held: true, hold: { ...hold, place: { vehicleId } } };
  }

  /** For a promise that is made in any case: without a vehicle it is a conflict. */
  async findOrOwe(request: CapacityRequest, now: Instant): Promise<Hold> {
    const hold = (await this.wanting([request]))(request);
    return orOwed(hold, await this.find(hold, now));
  }

  private async refuse(
    board: Board,
    { holdId, untilAt, ...hold }: WantedHold,
    now: Instant,
  ): Promise<Verdict> {
    const turnaroundMs = Date.parse(untilAt) - Date.parse(hold.return.at);
    const until = (request: CapacityRequest) => instantOf(Date.parse(request.return.at) + turnaroundMs);
    const timelines = [...timelinesOf(board.vehicles, board.items).values()];
    const isFree = (request: CapacityRequest) =>
      bestFit(timelines, toPlanItem({ ...request, holdId }, until(request))) !== undefined;
    const { classCode, pickUp, return: back } = hold;
    const request: CapacityRequest = { classCode, pickUp, return: back };
    const higher = await this.fleet.nextClass(classCode, hold.allowedClasses);
    const upgrade = higher === undefined ? undefined : { ...request, classCode: higher };
    const upgradeFits = upgrade && (await this.plans.directFit(toWish(upgrade, untilAt)));
    const siblings = await this.fleet.siblingBranches(pickUp.branchId);
    const alternatives = chooseAlternatives({
      upgrade: upgradeFits ? upgrade : undefined,
      shifted: shiftedRequests(request, now).filter(isFree),
      elsewhere: requestsAtBranches(request, siblings).filter(isFree),
    });
    const message =
      board.vehicles.length === 0
        ? `There is no vehicle of class ${classCode}`
        : `No vehicle of class ${classCode} is free for the whole time`;
    return { held: false, reasons: [{ rule: 'capacity', message }], alternatives };
  }
}

/** The hold that was found, or one in conflict. */
export function orOwed(hold: WantedHold, verdict: Verdict): Hold {
  return verdict.held ? verdict.hold : { ...hold, place: { conflict: 'no-vehicle' } };
}

function toWish({ classCode, pickUp, return: back }: CapacityRequest, until: Instant): Wish {
  return {
    classCode,
    pickUpBranchId: pickUp.branchId,
    returnBranchId: back.branchId,
    from: pickUp.at,
    dueAt: back.at,
    until,
  };
}

export function toPlanItem(hold: CapacityRequest & { holdId: string }, untilAt: Instant): PlanItem {
  return {
    id: hold.holdId,
    pickUpBranchId: hold.pickUp.branchId,
    returnBranchId: hold.return.branchId,
    from: Date.parse(hold.pickUp.at),
    dueAt: Date.parse(hold.return.at),
    until: Date.parse(untilAt),
    fixed: false,
    started: false,
  };
}
