import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { BindingService } from '../allocation/binding.service';
import { DispatchStores } from '../capacity/dispatch-stores.service';

const BATCH = 50;

/** Binds a vehicle to every confirmed reservation whose pick-up has come within the horizon. */
@Injectable()
export class BindNearPickUps implements DueWork, OnModuleInit {
  readonly name = 'bind-near-pick-ups';

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly bindings: BindingService,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const due = await this.unitOfWork.run((sql) =>
      sql.rows<{ reservation_id: string }>(
        `select reservation_id from capacity_hold
          where released_at is null and status = 'firm' and not bound and vehicle_id is not null and occupies_from < $1
          order by occupies_from limit ${BATCH}`,
        [this.bindings.horizon(now)],
      ),
    );
    for (const { reservation_id: reservationId } of due) {
      await this.unitOfWork.run(async (sql) => {
        const { state } = await this.stores.lock(sql, reservationId);
        if (state.status === 'firm') await this.bindings.bindNear(sql, reservationId, now);
      });
    }
    return due.length;
  }
}
