import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import type { Subject } from '@houtai/event-catalogue';
import { IDS, type IdSource } from '@houtai/service-host';
import { AllocationStore } from '../allocations/allocation.store';
import { RepairService } from '../allocations/repair.service';
import type { Hold } from '../capacities/capacity';
import { PlanStore } from '../planning/plan.store';

/** The vehicle of an absence is bound at once: the database keeps its time free as it does that of a rental. */
@Injectable()
export class AbsenceBinding {
  constructor(
    private readonly plans: PlanStore,
    private readonly allocations: AllocationStore,
    private readonly repairs: RepairService,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Bindings that cannot stay leave before; who had them gets another vehicle after, or is listed. */
  async bind(subject: Subject, hold: Hold, now: Instant): Promise<void> {
    const { holdId, classCode, place } = hold;
    if (!('vehicleId' in place)) return;
    const { vehicleId } = place;
    const during = { from: hold.pickUp.at, to: hold.untilAt };
    await this.repairs.repairVehicles([vehicleId], now, async () => {
      const { branchId } = hold.pickUp;
      const binding = { allocationId: this.ids.next(), subject, vehicleId, classCode, branchId, during };
      const bound = await this.allocations.bind(binding, now);
      const placed = bound
        ? { vehicleId, bound: true }
        : { vehicleId: null, bound: false, conflict: 'no-vehicle' as const };
      const place = { ...placed, holdIds: [holdId], from: during.from, drive: undefined };
      await this.plans.replace(now, [place]);
    });
  }

  /** @param freeAt when it has ended; absent when it is not to be */
  async end(
    subjectId: string,
    freeAt: Instant | undefined,
    vehicleIds: readonly string[],
    now: Instant,
  ): Promise<void> {
    const active = await this.allocations.active(subjectId);
    if (active) {
      await this.allocations.handle(
        active.state.allocationId,
        freeAt === undefined
          ? { type: 'ReleaseAllocation', reason: 'cancelled', at: now }
          : { type: 'CompleteAllocation', returnedAt: freeAt, at: now },
      );
    }
    await this.repairs.repairVehicles(vehicleIds, now);
  }
}
