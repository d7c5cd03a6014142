import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import type { Instant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import type { CapacityCommand, CapacityRequest, Hold } from './capacity';
import { capacityDecider } from './capacity.decide';
import type { LoadedCapacity } from './capacity.store';
import { ChangePlaces, type FoundChange } from './change-places.service';
import { DispatchStores, type LockedReservation } from './dispatch-stores.service';

/** The swap of holds: the new one is found while the old one is kept; orders decides which of them stays. */
@Injectable()
export class ChangeService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly places: ChangePlaces,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async answer(reservationId: string, changeId: string, request: CapacityRequest): Promise<void> {
    const at = this.clock.now();
    await this.unitOfWork.run(async (sql) => {
      const loaded = await this.lockForChange(sql, reservationId, changeId, request, at);
      const hold = { ...request, holdId: this.ids.next() };
      const probe = this.decideAnswer(changeId, hold, { held: true }, at, loaded);
      if (probe.length === 0) return;
      const isOpen = probe.some(({ type }) => type === 'capacity-held');
      const found = isOpen ? await this.places.find(sql, loaded, hold, at) : undefined;
      const events = found ? this.decideAnswer(changeId, hold, found.verdict, at, loaded) : probe;
      await this.save(sql, loaded, events, hold, found);
    });
  }

  async adopt(reservationId: string, changeId: string, request: CapacityRequest): Promise<void> {
    const at = this.clock.now();
    await this.unitOfWork.run(async (sql) => {
      const loaded = await this.lockForChange(sql, reservationId, changeId, request, at);
      const hold = { ...request, holdId: this.ids.next() };
      const events = capacityDecider.decide({ type: 'adopt-change', changeId, hold, at }, loaded.state);
      if (events.length === 0) return;
      const isNew = events.some(({ type }) => type === 'capacity-held');
      const found = isNew ? await this.places.find(sql, loaded, hold, at) : undefined;
      await this.places.releaseOld(sql, reservationId, at);
      const saved = await this.save(sql, loaded, events, hold, found);
      await this.places.settle(sql, saved, loaded.vehicleIds, at);
    });
  }

  async drop(reservationId: string, changeId: string): Promise<void> {
    const at = this.clock.now();
    await this.unitOfWork.run(async (sql) => {
      const loaded = await this.stores.lock(sql, reservationId);
      await this.dropProposal(sql, loaded, changeId, at);
    });
  }

  /** A proposal for another change is dropped first, so that its place counts as free. */
  private async lockForChange(
    sql: Sql,
    reservationId: string,
    changeId: string,
    request: CapacityRequest,
    at: Instant,
  ): Promise<LockedReservation> {
    const loaded = await this.stores.lock(sql, reservationId, { classCodes: [request.classCode] });
    const { state } = loaded;
    if ((state.status !== 'held' && state.status !== 'firm') || !state.proposal) return loaded;
    if (state.proposal.changeId === changeId) return loaded;
    return this.dropProposal(sql, loaded, state.proposal.changeId, at);
  }

  private async dropProposal(
    sql: Sql,
    loaded: LockedReservation,
    changeId: string,
    at: Instant,
  ): Promise<LockedReservation> {
    const events = capacityDecider.decide({ type: 'drop-change', changeId, at }, loaded.state);
    if (events.length === 0) return loaded;
    const saved = await this.stores.capacities.save(sql, loaded, events);
    await this.places.settle(sql, saved, loaded.vehicleIds, at);
    return { ...loaded, ...saved };
  }

  private decideAnswer(
    changeId: string,
    hold: Hold,
    verdict: Extract<CapacityCommand, { type: 'answer-change' }>['verdict'],
    at: Instant,
    { state }: LoadedCapacity,
  ) {
    return capacityDecider.decide({ type: 'answer-change', changeId, hold, verdict, at }, state);
  }

  private async save(
    sql: Sql,
    loaded: LoadedCapacity,
    events: Parameters<DispatchStores['capacities']['save']>[2],
    hold: Hold,
    found: FoundChange | undefined,
  ): Promise<LoadedCapacity> {
    const places = found ? new Map([[hold.holdId, found.place]]) : undefined;
    const saved = await this.stores.capacities.save(sql, loaded, events, places);
    if (found?.verdict.held && found.shared) {
      const { oldHoldId, span, leavesAt } = found.shared;
      await this.stores.plans.share(sql, [oldHoldId, hold.holdId], span, leavesAt);
    }
    return saved;
  }
}
