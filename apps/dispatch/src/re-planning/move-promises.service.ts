import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { RepairService } from '../allocations/repair.service';
import { asPromised, type BoardItem } from '../planning/board';
import type { ClassPlan } from '../planning/class-plan';
import { undriven } from '../planning/driven';
import type { Placement } from '../planning/plan';
import { Placing } from '../planning/placing.service';
import { PlanStore } from '../planning/plan.store';
import type { Move } from './dispatch-plan';

/** Does what a joint plan proposes, as far as the plan of now bears it. */
@Injectable()
export class MovePromises {
  constructor(
    private readonly plans: PlanStore,
    private readonly placing: Placing,
    private readonly repairs: RepairService,
  ) {}

  /**
   * Under the locks of all these classes each move is tried in the plan as it has become; one that does not fit waits for
   * the others, and is left out when none of them helps.
   * @returns those that were made
   */
  async make(moves: readonly Move[], classCodes: readonly string[], now: Instant): Promise<Move[]> {
    if (moves.length === 0) return [];
    await this.plans.lockClasses(classCodes);
    const plans = await this.plans.plansOf(classCodes);
    const made: Move[] = [];
    const left: string[] = [];
    for (let remaining = moves, before = -1; remaining.length > 0 && made.length > before;) {
      before = made.length;
      const waiting: Move[] = [];
      for (const move of remaining)
        ((await this.makeOne(move, plans, now, left)) ? made : waiting).push(move);
      remaining = waiting;
    }
    // Who follows there may have counted on being left where the promise leaves the vehicle.
    if (left.length > 0) await this.repairs.repairVehicles(left, now);
    return made;
  }

  /** @param left gets the vehicle that the promise has left */
  private async makeOne(
    move: Move,
    plans: ReadonlyMap<string, ClassPlan>,
    now: Instant,
    left: string[],
  ): Promise<boolean> {
    const target = plans.get(move.toClass);
    const found = locate(move, plans);
    if (!target || !found) return false;
    const item = asPromised(undriven(found.item), Date.parse(now));
    const place = await this.place(target, { ...item, vehicleId: undefined }, now, move);
    if (!place) return false;
    found.plan.unplaced.delete(item.id);
    if (found.plan !== target) found.plan.timetable.remove(found.item);
    if (found.item.vehicleId !== undefined) left.push(found.item.vehicleId);
    await this.plans.moveOthers(now, [place]);
    return true;
  }

  /** A drive is worth a promise without a vehicle, not another class for one that has one. */
  private place(
    target: ClassPlan,
    item: BoardItem,
    now: Instant,
    { fromClass }: Move,
  ): Promise<Placement<BoardItem> | undefined> {
    return fromClass === undefined
      ? this.placing.placeOrRelocate(target, item, now)
      : this.placing.place(target, item, now);
  }
}

/** As it is now: still to be moved, and where the copy had it. */
function locate(
  { itemId, fromClass }: Move,
  plans: ReadonlyMap<string, ClassPlan>,
): { plan: ClassPlan; item: BoardItem } | undefined {
  for (const [classCode, plan] of plans) {
    if (fromClass !== undefined && classCode !== fromClass) continue;
    const item = plan.items.find(({ id }) => id === itemId);
    if (!item) continue;
    const isAsCopied = (item.vehicleId === undefined) === (fromClass === undefined);
    return isAsCopied && !item.fixed && !item.started ? { plan, item } : undefined;
  }
  return undefined;
}
