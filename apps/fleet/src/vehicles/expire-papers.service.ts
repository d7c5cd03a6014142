import { Injectable, OnModuleInit } from '@nestjs/common';
import { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { DueWork, DueWorkRegistry } from '@houtai/service-host';
import { VehicleQueries } from './vehicle.queries';
import { VehicleStore } from './vehicle.store';

const BATCH = 100;

/** Takes vehicles out of service from the minute in which one of their papers ends. */
@Injectable()
export class ExpirePapers implements DueWork, OnModuleInit {
  readonly name = 'expire-papers';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: VehicleQueries,
    private readonly vehicles: VehicleStore,
    private readonly dueWork: DueWorkRegistry,
  ) {}

  onModuleInit(): void {
    this.dueWork.register(this);
  }

  async runDue(now: Instant): Promise<number> {
    const due = await this.queries.withEndedPapers(now, BATCH);
    // one that cannot be handled holds nobody else up; it is tried again
    let failure: { error: unknown } | undefined;
    for (const id of due) {
      const expire = () => this.vehicles.handle(id, { type: 'ExpirePapers', at: now });
      await this.unitOfWork.attempt(expire).catch((error: unknown) => (failure ??= { error }));
    }
    if (failure) throw failure.error;
    return due.length;
  }
}
