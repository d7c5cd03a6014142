import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { FleetViewStore } from '../fleet/fleet-view.store';
import { sells } from '../partners/contract';
import type { ClassPlan } from '../planning/class-plan';
import { instantOf } from '../planning/plan';
import { bestFit } from '../planning/stepwise-planner';
import {
  MOST_ALTERNATIVES,
  chooseAlternatives,
  requestsAtBranches,
  requestsReturnedAt,
  shiftedRequests,
} from './alternatives';
import type { CapacityRequest, WantedHold } from './capacity';
import { toBoardItem } from './wanted-item';

/** Finds what there is a vehicle for, near to what there is none for. Nothing is held: the plan is only looked at. */
@Injectable()
export class AlternativeFinder {
  constructor(private readonly fleet: FleetViewStore) {}

  async near(
    hold: WantedHold,
    planOf: (classCode: string) => Promise<ClassPlan>,
    now: Instant,
  ): Promise<CapacityRequest[]> {
    const { holdId, classCode, pickUp, return: back } = hold;
    const turnaroundMs = Date.parse(hold.untilAt) - Date.parse(back.at);
    const request: CapacityRequest = { classCode, pickUp, return: back };
    const [higher, siblings, returns, plan] = await Promise.all([
      this.fleet.nextClass(classCode, hold.allowedClasses),
      this.fleet.siblingBranches(pickUp.branchId),
      this.fleet.siblingBranches(back.branchId),
      planOf(classCode),
    ]);
    const branchIds = [pickUp.branchId, back.branchId, ...siblings, ...returns];
    const times = await this.fleet.branchTimes([...new Set(branchIds)]);
    const isReturnClosed = times.closedStop(request)?.stop === 'return';
    const places = [
      ...requestsAtBranches(request, siblings),
      ...(isReturnClosed && pickUp.branchId !== back.branchId ? requestsReturnedAt(request, returns) : []),
    ];
    const fits = (wish: CapacityRequest, { timetable }: ClassPlan) => {
      if (times.closedStop(wish) || (hold.offers && !sells(hold.offers, wish))) return false;
      const until = instantOf(Date.parse(wish.return.at) + turnaroundMs);
      const item = toBoardItem({ ...wish, holdId, untilAt: until }, holdId);
      return bestFit(timetable.standing(item.pickUpBranchId, item.from), item) !== undefined;
    };
    const isFree = (wish: CapacityRequest) => fits(wish, plan);
    const upgrade = higher === undefined ? undefined : { ...request, classCode: higher };
    return chooseAlternatives({
      upgrade: upgrade && fits(upgrade, await planOf(upgrade.classCode)) ? upgrade : undefined,
      shifted: shiftedRequests(request, now).filter(isFree),
      elsewhere: places.filter(isFree),
    });
  }
  /** Where a rental under way could be returned instead: other branches of the city that are open then. */
  async otherReturns({ classCode, pickUp, return: back }: CapacityRequest): Promise<CapacityRequest[]> {
    const siblings = await this.fleet.siblingBranches(back.branchId);
    const times = await this.fleet.branchTimes(siblings);
    return requestsReturnedAt({ classCode, pickUp, return: back }, siblings)
      .filter((wish) => times.closedStop(wish)?.stop !== 'return')
      .slice(0, MOST_ALTERNATIVES);
  }
}
