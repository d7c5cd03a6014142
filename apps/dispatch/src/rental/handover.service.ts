import { Inject, Injectable } from '@nestjs/common';
import { addMinutes, laterOf, type Instant } from '@houtai/domain-kit';
import { IDS, type IdSource } from '@houtai/service-host';
import { UseService } from '../allocations/use.service';
import type { CapacityRequest, Hold } from '../capacities/capacity';
import { ReservationLocks } from '../capacities/reservation-locks.service';
import { VehiclePlaceStore } from '../fleet/vehicle-place.store';
import { PlanStore } from '../planning/plan.store';

export interface Handover {
  reservationId: string;
  vehicleId: string;
  /** Class and return as agreed; the pick-up as it really was. */
  request: CapacityRequest;
}

/** A vehicle was handed over. That is a fact: whatever was planned on it has to give way. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly places: VehiclePlaceStore,
    private readonly plans: PlanStore,
    private readonly uses: UseService,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async handOver({ reservationId, vehicleId, request }: Handover, now: Instant): Promise<void> {
    const { classCode, pickUp, return: back } = request;
    await this.places.noticeVehicle(vehicleId, pickUp.branchId, pickUp.at, classCode);
    const also = { classCodes: [classCode], vehicleIds: [vehicleId] };
    await this.locks.during(reservationId, also, now, async (reservation) => {
      const { state } = reservation;
      const openedAt = await this.plans.startOfUse(vehicleId, pickUp.at);
      const dueAt = laterOf(back.at, addMinutes(openedAt, 1));
      const untilAt = await this.places.readyAfter(back.branchId, dueAt);
      const known = 'hold' in state ? state.hold : undefined;
      const hold: Hold = {
        classCode,
        ...(known?.allowedClasses && { allowedClasses: known.allowedClasses }),
        pickUp: { ...pickUp, at: openedAt },
        return: { ...back, at: dueAt },
        holdId: known?.holdId ?? this.ids.next(),
        untilAt,
        place: { vehicleId },
      };
      if (!(await reservation.handle({ type: 'StartUse', hold, at: now }))) return;
      const { holdId } = hold;
      const { branchId } = pickUp;
      const use = { reservationId, holdId, vehicleId, classCode, branchId, from: openedAt, until: untilAt };
      await this.uses.start(use, reservation.vehicleIds, now);
    });
  }
}
