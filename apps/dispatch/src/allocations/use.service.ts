import { Inject, Injectable } from '@nestjs/common';
import { laterOf, type Instant, type Interval } from '@houtai/domain-kit';
import { IDS, type IdSource } from '@houtai/service-host';
import { undriven } from '../planning/driven';
import { instantOf } from '../planning/plan';
import { PlanStore } from '../planning/plan.store';
import { AllocationStore } from './allocation.store';
import { RepairService } from './repair.service';

/** A vehicle in the hands of a customer, as the agreement says. */
export interface Use {
  reservationId: string;
  holdId: string;
  vehicleId: string;
  /** Class agreed on, for a vehicle of which dispatch knows none. */
  classCode: string;
  /** Where it was picked up. */
  branchId: string;
  from: Instant;
  until: Instant;
}

/** What a use does to the plan and to bindings: it is a fact, whatever else was planned gives way. The locks are taken. */
@Injectable()
export class UseService {
  constructor(
    private readonly plans: PlanStore,
    private readonly allocations: AllocationStore,
    private readonly repairs: RepairService,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** The binding becomes the use; one to another vehicle is released, and a missing one is made up for. */
  async start(use: Use, formerVehicleIds: readonly string[], now: Instant): Promise<void> {
    const during = { from: use.from, to: await this.plans.separateUses(use) };
    await this.repairs.repairVehicles([use.vehicleId, ...formerVehicleIds], now, () =>
      this.startAllocation(use, during, now),
    );
  }

  /** The vehicle of a reservation is not back yet: it is taken until `ready` at least. */
  async extend(reservationId: string, ready: Instant, now: Instant): Promise<void> {
    const [item] = await this.plans.loadReservation(reservationId);
    if (!item?.vehicleId) return;
    const { vehicleId, id: holdId } = item;
    const until = laterOf(ready, instantOf(item.until));
    const to = await this.plans.separateUses({ holdId, vehicleId, from: instantOf(item.from), until });
    await this.repairs.repairVehicles([vehicleId], now, async () => {
      const active = await this.allocations.active(reservationId);
      if (active)
        await this.allocations.handle(active.state.allocationId, { type: 'AdjustEnd', to, at: now });
    });
  }

  private async startAllocation(use: Use, during: Interval, now: Instant): Promise<void> {
    const { reservationId, vehicleId } = use;
    let active = await this.allocations.active(reservationId);
    if (active && active.state.vehicleId !== vehicleId) {
      await this.release(active.state.allocationId, now);
      active = undefined;
    }
    await this.clearWay(use, during, now);
    if (!active) {
      const { vehicles } = await this.plans.loadVehicles([vehicleId]);
      const classCode = vehicles[0]?.classCode || use.classCode;
      const subject = { kind: 'rental', id: reservationId } as const;
      const { branchId } = use;
      const binding = { allocationId: this.ids.next(), subject, vehicleId, classCode, branchId, during };
      active = await this.allocations.bind(binding, now);
    }
    if (!active) return;
    await this.allocations.handle(active.state.allocationId, { type: 'StartUse', during, at: now });
  }

  /** The plan has made room already; what is left are uses whose return was not heard of, and the unforeseen. */
  private async clearWay({ reservationId, vehicleId }: Use, during: Interval, now: Instant): Promise<void> {
    for (const { state: other } of await this.allocations.activeOn(vehicleId, during)) {
      if (other.subject.id === reservationId) continue;
      if (other.status === 'in-use') {
        const command = { type: 'AdjustEnd', to: during.from, at: now } as const;
        await this.allocations.handle(other.allocationId, command);
        continue;
      }
      await this.release(other.allocationId, now);
      const [item] = await this.plans.loadReservation(other.subject.id);
      if (!item) continue;
      const place = {
        vehicleId: null,
        conflict: 'vehicle-late',
        from: instantOf(undriven(item).from),
        drive: undefined,
        bound: false,
      } as const;
      await this.plans.replace(now, [{ ...place, holdIds: item.holdIds }]);
    }
  }

  private async release(allocationId: string, at: Instant): Promise<void> {
    await this.allocations.handle(allocationId, { type: 'ReleaseAllocation', reason: 'swapped', at });
  }
}
