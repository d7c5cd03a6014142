import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import type { Instant } from '@houtai/domain-kit';
import { FleetViewStore } from '../fleet/fleet-view.store';
import type { Board } from '../planning/board';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { bestFit } from '../planning/greedy-planner';
import type { Placement, PlanItem } from '../planning/plan';
import { PlanStore, instantOf, type Wish } from '../planning/plan.store';
import { timelinesOf } from '../planning/timeline';
import { chooseAlternatives, requestsAtBranches, shiftedRequests } from './alternatives';
import type { CapacityRequest, Hold, RefusalReason } from './capacity';

export type FoundPlace =
  | { held: true; vehicleId: string }
  | { held: false; reasons: RefusalReason[]; alternatives: CapacityRequest[] };

/** Finds a vehicle for a new promise. The lock of the class is taken; moves of others are stored at once. */
@Injectable()
export class PlaceFinder {
  constructor(
    private readonly plans: PlanStore,
    private readonly fleet: FleetViewStore,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /**
   * @param untilAt due time plus turnaround
   * @param beside a hold of the same reservation that stays where it is, and whose vehicle is not to be used
   */
  async find(
    sql: Sql,
    hold: Hold,
    untilAt: Instant,
    now: Instant,
    beside?: { reservationId: string; vehicleId: string | undefined },
  ): Promise<FoundPlace> {
    if (hold.pickUp.at >= hold.return.at) return refusal('interval', 'The return is not after the pick-up');
    if (!beside?.vehicleId) {
      const vehicleId = await this.plans.directFit(sql, toWish(hold, untilAt));
      if (vehicleId !== undefined) return { held: true, vehicleId };
    }
    const board = await this.plans.loadClasses(sql, [hold.classCode]);
    const item = toPlanItem(hold, untilAt);
    const others = board.items.map((other) =>
      other.reservationId === beside?.reservationId ? { ...other, fixed: true } : other,
    );
    const avoid = new Set(beside?.vehicleId ? [beside.vehicleId] : []);
    const placements = this.planner.place({ vehicles: board.vehicles, items: others }, item, avoid);
    if (!placements) return this.refuse(sql, board, hold, untilAt, now);
    return { held: true, vehicleId: await this.applyMoves(sql, board, item.id, placements, now) };
  }

  /** Stores where others move to; returns the vehicle of `ownId`. */
  async applyMoves(
    sql: Sql,
    board: Board,
    ownId: string,
    placements: readonly Placement[],
    now: Instant,
  ): Promise<string> {
    await this.plans.moveOthers(sql, now, board, placements, ownId);
    const own = placements.find(({ itemId }) => itemId === ownId);
    if (!own) throw new Error('the planner placed others but not what was asked for');
    return own.vehicleId;
  }

  private async refuse(
    sql: Sql,
    board: Board,
    hold: Hold,
    untilAt: Instant,
    now: Instant,
  ): Promise<FoundPlace> {
    const turnaroundMs = Date.parse(untilAt) - Date.parse(hold.return.at);
    const until = (request: CapacityRequest) => instantOf(Date.parse(request.return.at) + turnaroundMs);
    const timelines = [...timelinesOf(board.vehicles, board.items).values()];
    const isFree = (request: CapacityRequest) =>
      bestFit(timelines, toPlanItem({ ...request, holdId: hold.holdId }, until(request))) !== undefined;
    const { classCode, pickUp, return: back } = hold;
    const request: CapacityRequest = { classCode, pickUp, return: back };
    const higher = await this.fleet.nextClass(sql, classCode);
    const upgrade = higher === undefined ? undefined : { ...request, classCode: higher };
    const upgradeFits = upgrade && (await this.plans.directFit(sql, toWish(upgrade, untilAt)));
    const siblings = await this.fleet.siblingBranches(sql, pickUp.branchId);
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

function refusal(rule: string, message: string): FoundPlace {
  return { held: false, reasons: [{ rule, message }], alternatives: [] };
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

export function toPlanItem(hold: Hold, untilAt: Instant): PlanItem {
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
