import { Inject, Injectable } from '@nestjs/common';
import { addMinutes, laterOf, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, type Clock } from '@houtai/service-host';
import { DispatchStores } from '../capacity/dispatch-stores.service';
import { DispatchConfig } from '../dispatch.config';
import { instantOf } from '../planning/plan.store';
import { RepairService } from '../planning/repair.service';

/** A vehicle that is not back is taken for longer, for now; whoever waits for it gets another one if there is one. */
@Injectable()
export class LatenessService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly repairs: RepairService,
    private readonly config: DispatchConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param seenLateAt the vehicle was still out at this time */
  async extend(reservationId: string, seenLateAt: Instant): Promise<void> {
    const now = this.clock.now();
    const { allocations, fleet, plans } = this.stores;
    await this.unitOfWork.run(async (sql) => {
      const { state } = await this.stores.lock(sql, reservationId);
      if (state.status !== 'in-use') return;
      const [item] = await plans.loadReservation(sql, reservationId);
      if (!item?.vehicleId) return;
      const back = addMinutes(seenLateAt, this.config.overdueExtensionMinutes);
      const ready = await fleet.readyAfter(sql, state.hold.return.branchId, back);
      const until = laterOf(ready, instantOf(item.until));
      const { vehicleId, id: holdId } = item;
      const to = await plans.separateUses(sql, { holdId, vehicleId, from: instantOf(item.from), until });
      await this.repairs.repairVehicles(sql, [vehicleId], now, async () => {
        const active = await allocations.active(sql, reservationId);
        if (active) await allocations.handle(sql, active, { type: 'adjust-end', to });
      });
    });
  }
}
