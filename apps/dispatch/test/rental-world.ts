import {
  agreementOpenedV1,
  agreementOverdueV1,
  handoverRefusedV1,
  reservationCancelledV1,
  reservationChangedV1,
  reservationChangeRefusedV1,
  reservationChangeRequestedV1,
  reservationConfirmedV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationSubmittedV1,
  vehicleReturnedV1,
  type GatePoint,
} from '@houtai/event-catalogue';
import { addMinutes } from '@houtai/domain-kit';
import { at, startTestService, type TestServiceSettings } from '@houtai/testing';
import { dispatchDefinition } from '../src/dispatch.definition';
import { A, A2, B, FleetWorld } from './fleet-world';

export { A, A2, B };

export interface Wish {
  classCode?: string;
  /** What the driver may drive; anything when absent. */
  allowedClasses?: string[];
  from?: string;
  to?: string;
  pickUpAt?: string;
  returnAt?: string;
  time?: string;
  /** Whose booking it is; the house's own when absent. */
  partnerId?: string;
}

export interface HoldView {
  id: string;
  reservationId: string;
  status: string;
  vehicleId: string | null;
  conflict: string | null;
  allocationId: string | null;
}

export interface AllocationRow {
  id: string;
  reservationId: string;
  vehicleId: string;
  classCode: string;
  from: string;
  to: string;
  status: string;
  inUse: boolean;
  releaseReason: string | null;
}

/** The other services, as dispatch hears of them. Times are of `at`; the default rental is day 10, 10:00, to day 11. */
export class RentalWorld extends FleetWorld {
  static async start(settings: TestServiceSettings = {}): Promise<RentalWorld> {
    const world = new RentalWorld(await startTestService(dispatchDefinition, settings));
    await world.openBranch(A, 'Shanghai');
    await world.openBranch(A2, 'Shanghai');
    await world.openBranch(B, 'Hangzhou');
    await world.drained();
    return world;
  }

  submit(reservationId: string, wish: Wish = {}): Promise<void> {
    const time = wish.time ?? at('00:00', 1);
    const { partnerId } = wish;
    const data = {
      ...reservationSubmittedV1.sample,
      reservationId,
      partnerId,
      ...stops(wish),
      submittedAt: time,
    };
    return this.publish(reservationSubmittedV1, reservationId, data, time);
  }

  confirm(reservationId: string, wish: Wish = {}): Promise<void> {
    const time = wish.time ?? at('00:01', 1);
    const data = { ...reservationConfirmedV1.sample, reservationId, ...stops(wish), confirmedAt: time };
    return this.publish(reservationConfirmedV1, reservationId, data, time);
  }

  /** Submitted, held and confirmed. */
  async reserve(reservationId: string, wish: Wish = {}): Promise<void> {
    await this.submit(reservationId, wish);
    await this.drained();
    await this.confirm(reservationId, wish);
    await this.drained();
  }

  cancel(reservationId: string, time = at('00:02', 1)): Promise<void> {
    const data = { ...reservationCancelledV1.sample, reservationId, cancelledAt: time };
    return this.publish(reservationCancelledV1, reservationId, data, time);
  }

  expire(reservationId: string, time = at('00:15', 1)): Promise<void> {
    return this.publish(reservationExpiredV1, reservationId, { reservationId, expiredAt: time }, time);
  }

  noShow(reservationId: string, time: string): Promise<void> {
    const data = { ...reservationNoShowV1.sample, reservationId, noShowAt: time };
    return this.publish(reservationNoShowV1, reservationId, data, time);
  }

  requestChange(reservationId: string, changeId: string, wish: Wish): Promise<void> {
    const time = wish.time ?? at('00:03', 1);
    const data = {
      ...reservationChangeRequestedV1.sample,
      reservationId,
      changeId,
      ...stops(wish),
      requestedAt: time,
    };
    return this.publish(reservationChangeRequestedV1, reservationId, data, time);
  }

  acceptChange(reservationId: string, changeId: string, wish: Wish): Promise<void> {
    const time = wish.time ?? at('00:04', 1);
    const data = { ...reservationChangedV1.sample, reservationId, changeId, ...stops(wish), changedAt: time };
    return this.publish(reservationChangedV1, reservationId, data, time);
  }

  refuseChange(reservationId: string, changeId: string, time = at('00:04', 1)): Promise<void> {
    const reasons = [{ rule: 'licence', message: 'Not valid through the return' }];
    const data = { reservationId, changeId, reasons, refusedAt: time };
    return this.publish(reservationChangeRefusedV1, reservationId, data, time);
  }

  handOver(reservationId: string, vehicleId: string, openedAt: string, wish: Wish = {}): Promise<void> {
    const data = {
      ...agreementOpenedV1.sample,
      agreementId: reservationId,
      reservationId,
      vehicleId,
      ...stops(wish),
      openedAt,
    };
    return this.publish(agreementOpenedV1, reservationId, data, openedAt);
  }

  refuseHandover(
    reservationId: string,
    vehicleId: string,
    concerns: GatePoint['concerns'],
    refusedAt: string,
  ): Promise<void> {
    const points = [{ rule: 'any', concerns, message: 'Not in order' }];
    const data = { reservationId, vehicleId, points, refusedAt };
    return this.publish(handoverRefusedV1, reservationId, data, refusedAt);
  }

  overdue(reservationId: string, vehicleId: string, overdueAt: string): Promise<void> {
    const dueAt = addMinutes(overdueAt, -30);
    const data = { agreementId: reservationId, reservationId, vehicleId, dueAt, overdueAt };
    return this.publish(agreementOverdueV1, reservationId, data, overdueAt);
  }

  takeBack(reservationId: string, vehicleId: string, returnedAt: string, branchId = A): Promise<void> {
    const data = {
      ...vehicleReturnedV1.sample,
      agreementId: reservationId,
      reservationId,
      vehicleId,
      branchId,
      returnedAt,
    };
    return this.publish(vehicleReturnedV1, reservationId, data, returnedAt);
  }

  async published(type: string, reservationId?: string) {
    const events = await this.service.eventsPublished(`houtai.dispatch.${type}.v1`);
    return events.flatMap(({ data }) =>
      reservationId === undefined || data.reservationId === reservationId ? [data] : [],
    );
  }

  async hold(reservationId: string): Promise<HoldView | undefined> {
    const { body } = await this.service.http('GET', `/api/v1/capacity-holds?reservationId=${reservationId}`);
    return (body as { items: HoldView[] }).items.find(({ status }) => status !== 'released');
  }

  async allocations(query: string): Promise<AllocationRow[]> {
    const { body } = await this.service.http('GET', `/api/v1/allocations?${query}`);
    return (body as { items: AllocationRow[] }).items;
  }

  async conflicts(): Promise<HoldView[]> {
    const { body } = await this.service.http('GET', '/api/v1/dispatch-conflicts');
    return (body as { items: HoldView[] }).items;
  }

  /** Must always be empty: two uses of one vehicle at one time, among plans, bindings and what has happened. */
  async overlaps(): Promise<unknown[]> {
    return this.service.sql(
      `with used as (
         select 'hold' as kind, hold_id as id, reservation_id, vehicle_id, tstzrange(occupies_from, occupies_until) as during
           from capacity_hold where released_at is null and vehicle_id is not null
         union all
         select 'allocation', allocation_id, reservation_id, vehicle_id, during from allocation where status = 'active'
       ) select a.*, b.* from used a join used b
          on a.vehicle_id = b.vehicle_id and a.kind = b.kind and a.id < b.id
         and a.reservation_id <> b.reservation_id and a.during && b.during`,
    );
  }

  parked(): Promise<unknown[]> {
    return this.service.sql('select * from parked_message');
  }
}

function stops({
  classCode = 'compact',
  allowedClasses,
  from = at('10:00', 10),
  to = at('10:00', 11),
  ...places
}: Wish) {
  return {
    classCode,
    allowedClasses,
    pickUp: { branchId: places.pickUpAt ?? A, at: from },
    return: { branchId: places.returnAt ?? A, at: to },
  };
}
