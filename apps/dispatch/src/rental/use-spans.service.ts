import { Injectable } from '@nestjs/common';
import { laterOf, type Instant } from '@houtai/domain-kit';
import { AllocationStore } from '../allocations/allocation.store';
import { RepairService } from '../allocations/repair.service';
import { UseService } from '../allocations/use.service';
import type { Hold } from '../capacities/capacity';
import type { LockedReservation } from '../capacities/reservation-locks.service';
import { VehiclePlaceStore } from '../fleet/vehicle-place.store';
import { instantOf } from '../planning/plan';
import { PlanStore } from '../planning/plan.store';

/** What a change of a rental under way does to the time of vehicles. The locks are taken. */
@Injectable()
export class UseSpans {
  constructor(
    private readonly plans: PlanStore,
    private readonly allocations: AllocationStore,
    private readonly repairs: RepairService,
    private readonly uses: UseService,
    private readonly places: VehiclePlaceStore,
  ) {}

  /** Both holds take the vehicle until the later end; who follows gets another one. */
  async lengthen(reservationId: string, present: Hold, longer: Hold, now: Instant): Promise<void> {
    const [use] = await this.plans.loadReservation(reservationId);
    if (!use?.vehicleId) return;
    const to = laterOf(longer.untilAt, instantOf(use.until));
    const leavesAt = present.return.branchId === longer.return.branchId ? present.return.branchId : null;
    const span = { from: use.from, to: Date.parse(to) };
    await this.plans.share([present.holdId, longer.holdId], span, leavesAt);
    await this.repairs.repairVehicles([use.vehicleId], now, () => this.endAt(reservationId, to, now));
  }

  async restore(
    { reservationId, vehicleIds }: LockedReservation,
    present: Hold,
    now: Instant,
  ): Promise<void> {
    await this.endAt(reservationId, present.untilAt, now);
    await this.repairs.repairVehicles(vehicleIds, now);
  }

  /** The old vehicle comes back where the new one is handed over, and waits for its check-in. */
  async exchange(
    reservationId: string,
    questionId: string,
    former: Hold,
    hold: Hold,
    now: Instant,
  ): Promise<void> {
    if (!('vehicleId' in former.place) || !('vehicleId' in hold.place)) return;
    const { at, branchId } = hold.pickUp;
    const active = await this.allocations.active(reservationId);
    if (active) {
      const command = { type: 'CompleteAllocation', returnedAt: at, at: now } as const;
      await this.allocations.handle(active.state.allocationId, command);
    }
    await this.places.takeBack(questionId, { vehicleId: former.place.vehicleId, branchId, at });
    const { holdId, classCode, untilAt: until } = hold;
    const { vehicleId } = hold.place;
    const use = { reservationId, holdId, vehicleId, classCode, branchId, from: at, until };
    await this.uses.start(use, [former.place.vehicleId], now);
  }

  private async endAt(reservationId: string, to: Instant, now: Instant): Promise<void> {
    const active = await this.allocations.active(reservationId);
    if (active) await this.allocations.handle(active.state.allocationId, { type: 'AdjustEnd', to, at: now });
  }
}
