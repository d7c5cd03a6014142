import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { BindingService } from '../allocations/binding.service';
import { ReservationLocks } from '../capacities/reservation-locks.service';
import { DispatchConfig } from '../dispatch.config';

const BATCH = 50;

/** Binds a vehicle to every confirmed reservation whose pick-up has come within the horizon. */
@Injectable()
export class BindNearPickUps implements DueWork, OnModuleInit {
  readonly name = 'bind-near-pick-ups';

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly locks: ReservationLocks,
    private readonly bindings: BindingService,
    private readonly config: DispatchConfig,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const due = await this.unitOfWork.sql.rows<{ reservation_id: string }>(
      `select reservation_id from capacity_hold
        where released_at is null and status = 'firm' and not bound and vehicle_id is not null and occupies_from < $1
        order by occupies_from limit ${BATCH}`,
      [this.config.horizon(now)],
    );
    for (const { reservation_id: reservationId } of due) {
      await this.locks.during(reservationId, {}, now, async ({ state }) => {
        if (state.status === 'firm') await this.bindings.bindNear(reservationId, now);
      });
    }
    return due.length;
  }
}
