import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import { BindingService } from '../allocation/binding.service';
import type { CapacityRequest } from './capacity';
import { capacityDecider } from './capacity.decide';
import { DispatchStores } from './dispatch-stores.service';
import type { HoldPlace } from './hold-place';
import { PlaceFinder } from './place-finder.service';

@Injectable()
export class ConfirmationWork {
  constructor(
    readonly finder: PlaceFinder,
    readonly bindings: BindingService,
  ) {}
}

/** What a confirmation causes: the hold is firm, and a vehicle is bound when the pick-up is near. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly work: ConfirmationWork,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async confirm(reservationId: string, request: CapacityRequest): Promise<void> {
    const at = this.clock.now();
    const isNear = request.pickUp.at < this.work.bindings.horizon(at);
    await this.unitOfWork.run(async (sql) => {
      const { capacities } = this.stores;
      // A confirmation far ahead changes no plan, so it does not queue for the class.
      const known = isNear ? undefined : await capacities.load(sql, reservationId);
      const loaded =
        known?.state.status === 'held'
          ? known
          : await this.stores.lock(sql, reservationId, { classCodes: [request.classCode] });
      const hold = { ...request, holdId: this.ids.next() };
      const events = capacityDecider.decide({ type: 'make-firm', hold, at }, loaded.state);
      const places = new Map<string, HoldPlace>();
      if (events.some(({ type }) => type === 'capacity-held')) {
        const untilAt = await this.stores.fleet.readyAfter(sql, request.return.branchId, request.return.at);
        const found = await this.work.finder.find(sql, hold, untilAt, at);
        places.set(
          hold.holdId,
          found.held ? { vehicleId: found.vehicleId, untilAt } : { conflict: 'no-vehicle', untilAt },
        );
      }
      await capacities.save(sql, loaded, events, places);
      if (isNear && events.length > 0) await this.work.bindings.bindNear(sql, reservationId, at);
    });
  }
}
