import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { capacityDecider } from '../capacity/capacity.decide';
import { DispatchStores } from '../capacity/dispatch-stores.service';
import { RepairService } from '../planning/repair.service';

export interface VehicleReturn {
  reservationId: string;
  vehicleId: string;
  branchId: string;
  returnedAt: Instant;
}

/** A vehicle came back: the use ends when it really did, and the vehicle counts again after its turnaround. */
@Injectable()
export class ReturnService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async takeBack({ reservationId, vehicleId, branchId, returnedAt }: VehicleReturn): Promise<void> {
    const now = this.clock.now();
    const { allocations, capacities, fleet } = this.stores;
    await this.unitOfWork.run(async (sql) => {
      await fleet.noticeVehicle(sql, vehicleId, branchId, returnedAt, null);
      const loaded = await this.stores.lock(sql, reservationId, { vehicleIds: [vehicleId] });
      const events = capacityDecider.decide({ type: 'end', reason: 'completed', at: now }, loaded.state);
      if (events.length === 0) return;
      const active = await allocations.active(sql, reservationId);
      if (active) {
        const isThisVehicle = active.state.binding.vehicleId === vehicleId;
        await allocations.handle(
          sql,
          active,
          isThisVehicle
            ? { type: 'complete', returnedAt, at: now }
            : { type: 'release', reason: 'swapped', at: now },
        );
      }
      await capacities.save(sql, loaded, events);
      const readyAt = await fleet.readyAfter(sql, branchId, returnedAt);
      await fleet.locateVehicle(sql, vehicleId, branchId, returnedAt, readyAt);
      await this.repairs.repairVehicles(sql, [vehicleId, ...loaded.vehicleIds], now);
    });
  }
}
