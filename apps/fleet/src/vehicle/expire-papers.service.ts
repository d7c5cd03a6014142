import { Injectable, OnModuleInit } from '@nestjs/common';
import { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWork, DueWorkRegistry } from '@houtai/service-host';
import { VehicleStore } from './vehicle.store';

const BATCH = 100;

/** Takes vehicles out of service from the minute in which one of their papers ends. */
@Injectable()
export class ExpirePapers implements DueWork, OnModuleInit {
  readonly name = 'expire-papers';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vehicles: VehicleStore,
    private readonly dueWork: DueWorkRegistry,
  ) {}

  onModuleInit(): void {
    this.dueWork.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    return this.unitOfWork.run(async (sql) => {
      // Only a candidate list: each vehicle is locked and decides for itself. In order of ids, so that two runs cannot deadlock.
      const due: { id: string }[] = await sql.rows(
        `select id from (select id from vehicle where grounded_at is null and fit_until <= $1
                          order by fit_until, id limit $2) as ended order by id`,
        [now, BATCH],
      );
      for (const { id } of due) await this.vehicles.handle(id, { type: 'expire-papers', at: now });
      return due.length;
    });
  }
}
