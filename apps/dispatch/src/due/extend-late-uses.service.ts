import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWorkRegistry, type DueWork } from '@houtai/service-host';
import { LatenessService } from '../rental/lateness.service';

const BATCH = 50;

/** A vehicle still out when it should be ready again is expected later, until its return is heard of. */
@Injectable()
export class ExtendLateUses implements DueWork, OnModuleInit {
  readonly name = 'extend-late-uses';

  constructor(
    private readonly registry: DueWorkRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly lateness: LatenessService,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const due = await this.unitOfWork.sql.rows<{ reservation_id: string }>(
      `select h.reservation_id from capacity_hold h
          where h.released_at is null and h.status = 'in-use' and h.occupies_until <= $1
            and not exists (
              select from capacity_hold later
               where later.vehicle_id = h.vehicle_id and later.released_at is null and later.status = 'in-use'
                 and later.hold_id <> h.hold_id and later.occupies_from >= h.occupies_from)
          order by h.occupies_until limit ${BATCH}`,
      [now],
    );
    for (const { reservation_id } of due) await this.lateness.extend(reservation_id, now);
    return due.length;
  }
}
