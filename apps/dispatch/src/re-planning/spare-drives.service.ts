import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { RepairService } from '../allocations/repair.service';
import type { BoardItem } from '../planning/board';
import type { ClassPlan } from '../planning/class-plan';
import { undriven } from '../planning/driven';
import { Placing } from '../planning/placing.service';
import { PlanStore } from '../planning/plan.store';

/** Gives up relocations that are no longer needed: something has become free where the promise is picked up. */
@Injectable()
export class SpareDrives {
  constructor(
    private readonly plans: PlanStore,
    private readonly placing: Placing,
    private readonly repairs: RepairService,
  ) {}

  /** Only of promises that may still be moved. Looks for them without locks first: mostly there is none. */
  async spare(now: Instant, classCodes: readonly string[]): Promise<void> {
    const concerned = [...(await this.plans.plansOf(classCodes))].flatMap(([classCode, plan]) =>
      movedByDrive(plan).length > 0 ? classCode : [],
    );
    if (concerned.length === 0) return;
    await this.plans.lockClasses(concerned);
    const left: string[] = [];
    for (const plan of (await this.plans.plansOf(concerned)).values())
      left.push(...(await this.spareIn(plan, now)));
    // What follows there may have counted on the drive.
    if (left.length > 0) await this.repairs.repairVehicles(left, now);
  }

  /** @returns vehicles that are driven no more */
  private async spareIn(plan: ClassPlan, now: Instant): Promise<string[]> {
    const left: string[] = [];
    for (const item of movedByDrive(plan)) {
      const place = await this.placing.place(plan, undriven(item), now);
      if (place) await this.plans.moveOthers(now, [place]);
      else plan.timetable.add(item);
      if (place && item.vehicleId !== undefined) left.push(item.vehicleId);
    }
    return left;
  }
}

function movedByDrive({ items }: ClassPlan): BoardItem[] {
  return items.filter(({ drive, fixed, started }) => drive && !fixed && !started);
}
