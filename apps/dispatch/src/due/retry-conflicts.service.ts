import { Injectable, type OnModuleInit } from '@nestjs/common';
import { addMinutes, type Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { SwapService } from '../allocation/swap.service';
import { BindingService } from '../allocation/binding.service';
import { DispatchStores } from '../capacity/dispatch-stores.service';
import { DispatchConfig } from '../dispatch.config';
import { RepairService } from '../planning/repair.service';

/** The plan a conflict belongs to: that of its vehicle, or of the promised class when it has none. */
const CLASS = 'coalesce(v.class_code, h.class_code)';
const IN_CONFLICT = `capacity_hold h left join vehicle v using (vehicle_id)
  where h.released_at is null and h.conflict is not null and h.status <> 'in-use'`;

/** What can be done about a conflict. */
@Injectable()
export class WaysOut {
  constructor(
    readonly repairs: RepairService,
    readonly bindings: BindingService,
    readonly swaps: SwapService,
  ) {}
}

/** Tries again, class by class, to serve promises that have no vehicle or one that cannot serve them. */
@Injectable()
export class RetryConflicts implements DueWork, OnModuleInit {
  readonly name = 'retry-conflicts';

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly ways: WaysOut,
    private readonly config: DispatchConfig,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const before = addMinutes(now, -this.config.conflictRetrySeconds / 60);
    const due = await this.unitOfWork.run((sql) =>
      sql.rows<{ class_code: string }>(
        `select distinct ${CLASS} as class_code from ${IN_CONFLICT} and (h.retried_at is null or h.retried_at <= $1)
          order by 1`,
        [before],
      ),
    );
    for (const { class_code: classCode } of due) await this.retry(classCode, now);
    return due.length;
  }

  private async retry(classCode: string, now: Instant): Promise<void> {
    await this.unitOfWork.run(async (sql) => {
      await this.stores.plans.lockClasses(sql, [classCode]);
      await sql.rows(
        `update capacity_hold set retried_at = $2
          where hold_id in (select h.hold_id from ${IN_CONFLICT} and ${CLASS} = $1)`,
        [classCode, now],
      );
      await this.ways.repairs.retryConflicts(sql, classCode, now);
    });
    if (!this.config.automaticUpgrade) return;
    const left = await this.unitOfWork.run((sql) =>
      sql.rows<{ reservation_id: string }>(
        `select distinct h.reservation_id from ${IN_CONFLICT} and ${CLASS} = $1 and h.status = 'firm' and h.from_at < $2`,
        [classCode, this.ways.bindings.horizon(now)],
      ),
    );
    for (const { reservation_id } of left) await this.ways.swaps.trySwap(reservation_id, now);
  }
}
