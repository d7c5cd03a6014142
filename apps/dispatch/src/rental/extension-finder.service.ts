import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { reasonOf } from '@houtai/event-catalogue';
import type { Alternative, CapacityRequest, Hold, RefusalReason, Verdict } from '../capacities/capacity';
import { branchClosed } from '../capacities/closed-branch';
import { inTheWayReasons } from '../capacities/in-the-way';
import { PlaceFinder } from '../capacities/place-finder.service';
import type { Board, BoardItem } from '../planning/board';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { lostPromises } from '../planning/lost-promises';
import { instantOf, type Millis } from '../planning/plan';
import { PlanStore } from '../planning/plan.store';

const NOT_LATER: RefusalReason = reasonOf('interval', { case: 'extension' });
const MINUTE = 60_000;
const UNFIT: RefusalReason = reasonOf('vehicle-unfit');

/** Whether a rental under way can keep its vehicle for longer. The locks are taken; nothing is changed. */
@Injectable()
export class ExtensionFinder {
  constructor(
    private readonly plans: PlanStore,
    private readonly places: PlaceFinder,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /** Held when every promise can still be kept, if by another vehicle; else the latest return at which they can. */
  async find(use: BoardItem, hold: Hold, request: CapacityRequest, now: Instant): Promise<Verdict> {
    const wanted = (await this.places.wanting([request]))({ ...hold, return: request.return });
    const refused = (reasons: RefusalReason[], alternatives: Alternative[] = []): Verdict => {
      return { held: false, reasons, alternatives };
    };
    if (request.return.at <= hold.return.at) return refused([NOT_LATER]);
    const board = await this.boardOf(use);
    const dueAt = Date.parse(wanted.return.at);
    const turnaround = Date.parse(wanted.untilAt) - dueAt;
    const lostUntil = (due: Millis) => this.lost(board, use, request, due, turnaround);
    const papersEnd = endOfPapers(board, use, Date.parse(now));
    const closed = wanted.closed?.stop === 'return' ? wanted.closed : undefined;
    const lost = lostUntil(dueAt);
    if (lost.length === 0 && dueAt <= papersEnd && !closed) {
      return { held: true, hold: { ...wanted, place: hold.place } };
    }
    const lastAtBranch = closed ? Date.parse(closed.closedFrom) - MINUTE : Infinity;
    const latest = Math.min(papersEnd, lastAtBranch, ...lost.map(({ from }) => from - turnaround));
    const isBetter = latest > Date.parse(hold.return.at) && lostUntil(latest).length === 0;
    const { classCode, pickUp } = hold;
    const back = { ...request.return, at: instantOf(isBetter ? latest : dueAt) };
    const reasons = [
      ...inTheWayReasons(lost),
      ...(dueAt > papersEnd ? [UNFIT] : []),
      ...(closed ? [branchClosed(closed)] : []),
    ];
    return refused(reasons, isBetter ? [{ classCode, pickUp, return: back }] : []);
  }

  private lost(
    board: Board,
    use: BoardItem,
    { return: { branchId: returnBranchId } }: CapacityRequest,
    dueAt: Millis,
    turnaround: Millis,
  ): BoardItem[] {
    const longer = { ...use, returnBranchId, dueAt, until: Math.max(use.until, dueAt + turnaround) };
    return lostPromises(this.planner, board, longer);
  }

  private async boardOf({ vehicleId = '' }: BoardItem): Promise<Board> {
    const { vehicles } = await this.plans.loadVehicles([vehicleId]);
    return this.plans.loadClasses(vehicles.map(({ classCode }) => classCode));
  }
}

/** A vehicle that dispatch does not know is with its customer all the same. */
function endOfPapers({ vehicles }: Board, { vehicleId }: BoardItem, now: Millis): Millis {
  const vehicle = vehicles.find(({ id }) => id === vehicleId);
  if (!vehicle) return Infinity;
  return vehicle.fit.find(({ from, to }) => from <= now && now < to)?.to ?? -Infinity;
}
