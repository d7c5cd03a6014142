import { Injectable, type OnModuleInit } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { DispatchStores } from '../capacity/dispatch-stores.service';
import { DispatchConfig } from '../dispatch.config';
import { RepairService } from '../planning/repair.service';

const BATCH = 50;

/** A grounded vehicle that is not back in service when it was expected stays on the ground a little longer. */
@Injectable()
export class ExtendGroundings implements DueWork, OnModuleInit {
  readonly name = 'extend-groundings';

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly repairs: RepairService,
    private readonly config: DispatchConfig,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const due = await this.unitOfWork.run((sql) =>
      sql.rows<{ vehicle_id: string }>(
        `select vehicle_id from vehicle where grounded is not null and upper(grounded) <= $1 limit ${BATCH}`,
        [now],
      ),
    );
    const to = addMinutes(now, this.config.groundingExtensionMinutes);
    for (const { vehicle_id: vehicleId } of due) {
      await this.unitOfWork.run(async (sql) => {
        const classes = await this.stores.fleet.classesOf(sql, [vehicleId]);
        await this.stores.plans.lockClasses(sql, classes.values());
        // Read again under the lock: it may have come back in the meantime.
        await sql.rows(
          `update vehicle set grounded = tstzrange(lower(grounded), $3)
            where vehicle_id = $1 and grounded is not null and upper(grounded) <= $2`,
          [vehicleId, now, to],
        );
        await this.repairs.repairVehicles(sql, [vehicleId], now);
      });
    }
    return due.length;
  }
}
