import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleReturnedV1, type VehicleReturnedV1 } from '@houtai/event-catalogue';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { CLOCK, type Clock } from '@houtai/service-host';
import { AllocationStore } from '../allocations/allocation.store';
import { RepairService } from '../allocations/repair.service';
import { ReservationLocks } from '../capacities/reservation-locks.service';
import { VehiclePlaceStore } from '../fleet/vehicle-place.store';

/** A vehicle came back: the use ends when it really did, and the vehicle counts again after its turnaround. */
@Controller()
export class WhenVehicleReturned {
  constructor(
    private readonly locks: ReservationLocks,
    private readonly places: VehiclePlaceStore,
    private readonly allocations: AllocationStore,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @EventPattern(vehicleReturnedV1.type)
  async takeBack(@Payload() data: VehicleReturnedV1): Promise<void> {
    const { reservationId, agreementId, vehicleId, branchId } = data;
    const returnedAt = toInstant(data.returnedAt);
    const at = this.clock.now();
    await this.places.noticeVehicle(vehicleId, branchId, returnedAt, null);
    await this.locks.during(reservationId, { vehicleIds: [vehicleId] }, at, async (reservation) => {
      if (!(await reservation.handle({ type: 'EndCapacity', reason: 'completed', at }))) return;
      await this.endAllocation(reservationId, vehicleId, returnedAt, at);
      await this.places.takeBack(agreementId, { vehicleId, branchId, at: returnedAt });
      await this.repairs.repairVehicles([vehicleId, ...reservation.vehicleIds], at);
    });
  }

  private async endAllocation(
    reservationId: string,
    vehicleId: string,
    returnedAt: Instant,
    at: Instant,
  ): Promise<void> {
    const active = await this.allocations.active(reservationId);
    if (!active) return;
    await this.allocations.handle(
      active.state.allocationId,
      active.state.vehicleId === vehicleId
        ? { type: 'CompleteAllocation', returnedAt, at }
        : { type: 'ReleaseAllocation', reason: 'swapped', at },
    );
  }
}
