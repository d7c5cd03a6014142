import { Injectable, OnModuleInit } from '@nestjs/common';
import { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWork, DueWorkRegistry } from '@houtai/service-host';
import { COLLECTION_LOCK } from '../collection/raw-event.store';
import { rollUp } from './vehicle-day.store';

/** Keeps the rollup of finished days complete and clean. */
@Injectable()
export class RollUpDays implements DueWork, OnModuleInit {
  readonly name = 'roll-up-days';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly dueWork: DueWorkRegistry,
  ) {}

  onModuleInit(): void {
    this.dueWork.register(this);
  }

  runDue(now: Instant): Promise<number> {
    return this.unitOfWork.run(async (sql) => {
      await sql.rows(`select pg_advisory_xact_lock(${COLLECTION_LOCK})`);
      return rollUp(sql, now);
    });
  }
}
