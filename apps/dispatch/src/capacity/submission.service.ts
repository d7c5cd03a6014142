import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import type { CapacityRequest } from './capacity';
import { capacityDecider } from './capacity.decide';
import { DispatchStores } from './dispatch-stores.service';
import { PlaceFinder } from './place-finder.service';

/** Answers the question of a submission: is there a vehicle? */
@Injectable()
export class SubmissionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly finder: PlaceFinder,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async answer(reservationId: string, request: CapacityRequest): Promise<void> {
    const { capacities, plans, fleet } = this.stores;
    await this.unitOfWork.run(async (sql) => {
      await plans.lockClasses(sql, [request.classCode]);
      const { state } = await capacities.loadNew(sql, reservationId);
      if (state.status !== 'unknown') return;
      const at = this.clock.now();
      const hold = { ...request, holdId: this.ids.next() };
      const untilAt = await fleet.readyAfter(sql, request.return.branchId, request.return.at);
      const found = await this.finder.find(sql, hold, untilAt, at);
      const command = { type: 'answer-submission', hold, verdict: found, at } as const;
      for (const event of capacityDecider.decide(command, state)) {
        if (event.type !== 'capacity-held' && event.type !== 'capacity-refused') continue;
        const place = found.held ? { vehicleId: found.vehicleId, untilAt } : undefined;
        await capacities.answer(sql, reservationId, event, place);
      }
    });
  }
}
