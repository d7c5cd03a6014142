import { Injectable } from '@nestjs/common';
import { laterOf, type Instant } from '@houtai/domain-kit';
import type { CapacityRequest, Verdict } from '../capacities/capacity';
import { PlaceFinder, held } from '../capacities/place-finder.service';
import { toBoardItem } from '../capacities/wanted-item';
import type { BoardItem } from '../planning/board';
import { unboundable } from '../planning/can-be-bound';
import { Placing } from '../planning/placing.service';
import { PlanStore } from '../planning/plan.store';

/** Another vehicle for a rental under way. The locks are taken; moves of others are stored at once. */
@Injectable()
export class ExchangeFinder {
  constructor(
    private readonly plans: PlanStore,
    private readonly placing: Placing,
    private readonly places: PlaceFinder,
  ) {}

  /** One that is there comes before one that is still expected; the customer waits from now on at the earliest. */
  async find(use: BoardItem, request: CapacityRequest, now: Instant): Promise<Verdict> {
    const { reservationId, vehicleId = '' } = use;
    const pickUp = { ...request.pickUp, at: laterOf(request.pickUp.at, now) };
    const wanted = (await this.places.wanting([request]))({ ...request, pickUp });
    // Where it is to be returned was promised before; a customer whose vehicle has broken down needs another one now.
    const closed = wanted.closed?.stop === 'pick-up' ? wanted.closed : undefined;
    const hold = { ...wanted, closed };
    if (closed) return this.places.find(hold, new Map(), now);
    const item = toBoardItem(hold, reservationId);
    const plan = await this.plans.planOf(hold.classCode);
    const away = new Set([vehicleId, ...unboundable(plan.timetable.values(), item)]);
    const there = item.from < item.dueAt ? await this.placing.place(plan, item, now, away) : undefined;
    if (there) return held(hold, there);
    return this.places.find(hold, new Map(), now, { beside: { reservationId, vehicleId } });
  }
}
