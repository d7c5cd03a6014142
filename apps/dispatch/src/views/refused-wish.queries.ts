import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { readList, withItems, type Page } from '@houtai/service-host';
import { toBoardItem } from '../capacities/wanted-item';
import { FleetViewStore } from '../fleet/fleet-view.store';
import type { ClassPlan } from '../planning/class-plan';
import { PlanStore } from '../planning/plan.store';
import { bestFit } from '../planning/stepwise-planner';
import { REFUSED_WISHES } from './refused-wish.list';
import type { RefusedWishFilter, RefusedWishView } from './refused-wish.dto';

interface Row {
  reservationId: string;
  classCode: string;
  allowedClasses: string[] | null;
  pickUpBranchId: string;
  from: Date;
  returnBranchId: string;
  due: Date;
  until: Date;
  refusedAt: Date;
}

type Listed = Omit<RefusedWishView, 'fitsNow'> & { readonly untilAt: Instant };

const SELECT = `
  select reservation_id as "reservationId", class_code as "classCode", allowed_classes as "allowedClasses",
         pick_up_branch_id as "pickUpBranchId", from_at as "from", return_branch_id as "returnBranchId", due_at as due,
         until_at as until, refused_at as "refusedAt"
    from refused_wish`;

/** Wishes that were refused, beside the plan of now. */
@Injectable()
export class RefusedWishQueries {
  constructor(
    private readonly sql: Sql,
    private readonly plans: PlanStore,
    private readonly fleet: FleetViewStore,
  ) {}

  async list(filter: RefusedWishFilter, now: Instant): Promise<Page<RefusedWishView>> {
    const page = await readList(this.sql, REFUSED_WISHES, { select: SELECT, filter }, toListed);
    const ahead = page.items.filter(({ pickUp }) => pickUp.at > now);
    const plans = await this.plans.plansOf([...new Set(ahead.map(({ classCode }) => classCode))]);
    const branchIds = ahead.flatMap(({ pickUp, return: back }) => [pickUp.branchId, back.branchId]);
    const times = await this.fleet.branchTimes([...new Set(branchIds)]);
    const items = page.items.map(({ untilAt, ...wish }) => {
      const isOpen = wish.pickUp.at > now && !times.closedStop(wish);
      const plan = isOpen ? plans.get(wish.classCode) : undefined;
      return { ...wish, fitsNow: plan !== undefined && fits({ ...wish, untilAt }, plan) };
    });
    return withItems(page, items);
  }
}

function fits(wish: Listed, { timetable }: ClassPlan): boolean {
  const { reservationId: holdId, classCode, pickUp, return: back, untilAt } = wish;
  const item = toBoardItem({ holdId, classCode, pickUp, return: back, untilAt }, holdId);
  return bestFit(timetable.standing(item.pickUpBranchId, item.from), item) !== undefined;
}

function toListed(row: Row): Listed {
  const { reservationId, classCode, allowedClasses } = row;
  return {
    ...{ reservationId, classCode, allowedClasses },
    pickUp: { branchId: row.pickUpBranchId, at: toInstant(row.from) },
    return: { branchId: row.returnBranchId, at: toInstant(row.due) },
    refusedAt: toInstant(row.refusedAt),
    untilAt: toInstant(row.until),
  };
}
