import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '@houtai/messaging';
import { addMinutes, laterOf, type Instant, type Interval } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import { CLOCK, IDS, type Clock, type IdSource } from '@houtai/service-host';
import type { CapacityRequest, Hold } from '../capacity/capacity';
import { capacityDecider } from '../capacity/capacity.decide';
import { DispatchStores } from '../capacity/dispatch-stores.service';
import { RepairService } from '../planning/repair.service';

export interface Handover {
  reservationId: string;
  vehicleId: string;
  /** Class and return as agreed; the pick-up as it really was. */
  request: CapacityRequest;
}

/** A vehicle was handed over. That is a fact: whatever was planned on it has to give way. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: DispatchStores,
    private readonly repairs: RepairService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  async handOver({ reservationId, vehicleId, request }: Handover): Promise<void> {
    const now = this.clock.now();
    const { capacities, fleet, plans } = this.stores;
    await this.unitOfWork.run(async (sql) => {
      await fleet.noticeVehicle(
        sql,
        vehicleId,
        request.pickUp.branchId,
        request.pickUp.at,
        request.classCode,
      );
      const classCodes = [request.classCode];
      const loaded = await this.stores.lock(sql, reservationId, { classCodes, vehicleIds: [vehicleId] });
      const openedAt = await plans.startOfUse(sql, vehicleId, request.pickUp.at);
      const hold: Hold = {
        ...request,
        pickUp: { ...request.pickUp, at: openedAt },
        holdId: 'hold' in loaded.state ? loaded.state.hold.holdId : this.ids.next(),
        return: { ...request.return, at: laterOf(request.return.at, addMinutes(openedAt, 1)) },
      };
      const events = capacityDecider.decide({ type: 'start-use', hold, at: now }, loaded.state);
      if (events.length === 0) return;
      const untilAt = await fleet.readyAfter(sql, hold.return.branchId, hold.return.at);
      await capacities.save(sql, loaded, events, new Map([[hold.holdId, { vehicleId, untilAt }]]));
      const use = { holdId: hold.holdId, vehicleId, from: openedAt, until: untilAt };
      const during = { from: openedAt, to: await plans.separateUses(sql, use) };
      await this.repairs.repairVehicles(sql, [vehicleId, ...loaded.vehicleIds], now, () =>
        this.startAllocation(sql, { reservationId, vehicleId, during, classCode: request.classCode }, now),
      );
    });
  }

  /** The binding becomes the use; one to another vehicle is released, and a missing one is made up for. */
  private async startAllocation(
    sql: Sql,
    use: { reservationId: string; vehicleId: string; during: Interval; classCode: string },
    now: Instant,
  ): Promise<void> {
    const { allocations, fleet } = this.stores;
    const { reservationId, vehicleId, during } = use;
    let active = await allocations.active(sql, reservationId);
    if (active && active.state.binding.vehicleId !== vehicleId) {
      await allocations.handle(sql, active, { type: 'release', reason: 'swapped', at: now });
      active = undefined;
    }
    await this.clearWay(sql, use, now);
    if (!active) {
      const classes = await fleet.classesOf(sql, [vehicleId]);
      const classCode = classes.get(vehicleId) ?? use.classCode;
      const binding = { allocationId: this.ids.next(), reservationId, vehicleId, classCode, during };
      await allocations.bind(sql, binding, now);
      active = await allocations.active(sql, reservationId);
    }
    if (active) await allocations.handle(sql, active, { type: 'start-use', during });
  }

  /** The plan has made room already; what is left are uses whose return was not heard of, and the unforeseen. */
  private async clearWay(
    sql: Sql,
    { reservationId, vehicleId, during }: { reservationId: string; vehicleId: string; during: Interval },
    now: Instant,
  ): Promise<void> {
    const { allocations, plans } = this.stores;
    for (const other of await allocations.activeOn(sql, vehicleId, during)) {
      const { binding, status } = other.state;
      if (binding.reservationId === reservationId) continue;
      if (status === 'in-use') {
        await allocations.handle(sql, other, { type: 'adjust-end', to: during.from });
        continue;
      }
      await allocations.handle(sql, other, { type: 'release', reason: 'swapped', at: now });
      const [item] = await plans.loadReservation(sql, binding.reservationId);
      if (!item) continue;
      const { from } = binding.during;
      const place = {
        holdIds: item.holdIds,
        vehicleId: null,
        conflict: 'vehicle-late',
        from,
        bound: false,
      } as const;
      await plans.replace(sql, now, [place]);
    }
  }
}
