import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '../dispatch.errors';
import type { BoardItem } from '../planning/board';
import { CAPACITY_PLANNER, type CapacityPlanner } from '../planning/capacity-planner';
import { instantOf } from '../planning/plan';
import { PlanStore } from '../planning/plan.store';
import { whatIf, type Change } from '../planning/what-if';
import { FleetViewStore } from '../fleet/fleet-view.store';
import type { ClassConsequencesView, PromiseView, WhatIfFilter, WhatIfView } from './what-if.dto';

const MOST_NAMED = 100;

/** Tries a change on a copy of the plan. Nothing is stored: who likes what it says makes the change in fleet. */
@Injectable()
export class WhatIfQueries {
  constructor(
    private readonly plans: PlanStore,
    private readonly fleet: FleetViewStore,
    @Inject(CAPACITY_PLANNER) private readonly planner: CapacityPlanner,
  ) {}

  /** @throws DomainError `what-if-incomplete` */
  async tell(filter: WhatIfFilter): Promise<WhatIfView> {
    const change = toChange(filter);
    const codes = filter.classCode === undefined ? await this.fleet.classCodes() : [filter.classCode];
    const classes: ClassConsequencesView[] = [];
    for (const [classCode, plan] of await this.plans.plansOf(codes)) {
      const { promises, moved, lost, served } = whatIf(this.planner, classCode, plan, change);
      if (moved + lost.length + served.length === 0) continue;
      const counts = { promises, moved, lost: lost.length, served: served.length };
      classes.push({ classCode, ...counts, lostFirst: firstOf(lost), servedFirst: firstOf(served) });
    }
    return { classes };
  }
}

function toChange({
  closedBranchId,
  missingVehicleId,
  addedVehicles: count,
  ...added
}: WhatIfFilter): Change {
  const { classCode, branchId } = added;
  if (count === undefined) {
    if (closedBranchId === undefined && missingVehicleId === undefined) refuse('what-if-incomplete');
    return { closedBranchId, missingVehicleId };
  }
  if (classCode === undefined || branchId === undefined) refuse('what-if-incomplete');
  return { closedBranchId, missingVehicleId, added: { classCode, branchId, count } };
}

function firstOf(items: readonly BoardItem[]): PromiseView[] {
  const byPickUp = [...items].sort((a, b) => a.from - b.from).slice(0, MOST_NAMED);
  return byPickUp.map(({ id, subjectKind = 'rental', reservationId, pickUpBranchId, from }) => {
    const subject = { kind: subjectKind, id: reservationId };
    return { capacityHoldId: id, subject, pickUpBranchId, from: instantOf(from) };
  });
}
