import { Instant } from '@houtai/domain-kit';
import { DueItem, DueItems, DueWorker } from '@houtai/service-host';
import { VehicleQueries } from './vehicle.queries';
import { VehicleStore } from './vehicle.store';

/** Takes vehicles out of service from the minute in which one of their papers ends. */
@DueWorker()
export class ExpirePapers implements DueItems {
  readonly name = 'expire-papers';
  readonly chunk = 32;

  constructor(
    private readonly queries: VehicleQueries,
    private readonly vehicles: VehicleStore,
  ) {}

  findDue(now: Instant, limit: number): Promise<DueItem[]> {
    return this.queries.withEndedPapers(now, limit);
  }

  handle(ids: readonly string[], now: Instant): Promise<void> {
    return this.vehicles.handleMany(ids.map((id) => ({ id, command: { type: 'ExpirePapers', at: now } })));
  }
}
