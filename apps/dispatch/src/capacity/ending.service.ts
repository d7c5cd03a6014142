import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { BindingService } from '../allocation/binding.service';
import { RepairService } from '../planning/repair.service';
import type { ReleaseReason } from './capacity';
import { capacityDecider } from './capacity.decide';
import { DispatchStores } from './dispatch-stores.service';

/** Frees what a reservation held when orders says that it has ended. Dispatch never ends a hold by its own clock. */
@Injectable()
export class EndingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly bindings: BindingService,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async end(reservationId: string, reason: Exclude<ReleaseReason, 'completed'>): Promise<void> {
    const at = this.clock.now();
    await this.unitOfWork.run(async (sql) => {
      const loaded = await this.stores.lock(sql, reservationId);
      const events = capacityDecider.decide({ type: 'end', reason, at }, loaded.state);
      if (events.length === 0) return;
      await this.bindings.release(sql, reservationId, reason === 'no-show' ? 'no-show' : 'cancelled', at);
      await this.stores.capacities.save(sql, loaded, events);
      await this.repairs.repairVehicles(sql, loaded.vehicleIds, at);
    });
  }
}
