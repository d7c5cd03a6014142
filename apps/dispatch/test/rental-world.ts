import {
  agreementOpenedV1,
  agreementOverdueV1,
  branchClosedV1,
  branchOpenedV1,
  branchReopenedV1,
  handoverRefusedV1,
  partnerRegisteredV1,
  reservationCancelledV1,
  reservationChangedV1,
  reservationChangeRefusedV1,
  reservationChangeRequestedV1,
  reservationConfirmedV1,
  reservationExpiredV1,
  reservationNoShowV1,
  reservationSubmittedV1,
  vehicleCheckedInV1,
  vehicleClassDefinedV1,
  vehicleDisposedV1,
  vehicleGroundedV1,
  vehicleMovedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleReturnedV1,
  vehicleWithdrawnV1,
  type EventDefinition,
  type GatePoint,
  type PartnerContract,
} from '@houtai/event-catalogue';
import { addMinutes } from '@houtai/domain-kit';
import { at, startTestService, testId, type TestService, type TestServiceSettings } from '@houtai/testing';
import { dispatchDefinition } from '../src/dispatch.definition';

export const A = testId(0xa);
export const B = testId(0xb);
/** Another branch of the city of A. */
export const A2 = testId(0xa2);

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
export class RentalWorld {
  private readonly versions = new Map<string, number>();

  private constructor(readonly service: TestService) {}

  static async start(settings: TestServiceSettings = {}): Promise<RentalWorld> {
    const world = new RentalWorld(await startTestService(dispatchDefinition, settings));
    await world.openBranch(A, 'Shanghai');
    await world.openBranch(A2, 'Shanghai');
    await world.openBranch(B, 'Hangzhou');
    await world.drained();
    return world;
  }

  close(): Promise<void> {
    return this.service.close();
  }

  drained(limitMs?: number): Promise<void> {
    return this.service.drained(limitMs);
  }

  /** The gateway tells of a new partner. */
  async signs(partnerId: string, terms: Partial<PartnerContract>): Promise<void> {
    const contract = { ...partnerRegisteredV1.sample.contract, ...terms };
    const data = { ...partnerRegisteredV1.sample, partnerId, contract };
    await this.publish(partnerRegisteredV1, partnerId, data, data.registeredAt);
    await this.drained();
  }

  async publish<T>(event: EventDefinition<T>, key: string, data: T, time: string): Promise<void> {
    const version = (this.versions.get(`${event.topic} ${key}`) ?? 0) + 1;
    this.versions.set(`${event.topic} ${key}`, version);
    await this.service.publish({ event, key, aggregateVersion: version, data }, { time });
  }

  openBranch(branchId: string, city: string): Promise<void> {
    const data = {
      ...branchOpenedV1.sample,
      branchId,
      code: branchId.slice(-4),
      city,
      turnaroundMinutes: 60,
    };
    return this.publish(branchOpenedV1, branchId, data, at('00:00'));
  }

  closeBranch(branchId: string, closedFrom: string, decidedAt: string): Promise<void> {
    return this.publish(branchClosedV1, branchId, { branchId, closedFrom, decidedAt }, decidedAt);
  }

  reopenBranch(branchId: string, decidedAt: string): Promise<void> {
    return this.publish(branchReopenedV1, branchId, { branchId, decidedAt }, decidedAt);
  }

  defineClass(classCode: string, rank: number): Promise<void> {
    const data = { ...vehicleClassDefinedV1.sample, classCode, rank };
    return this.publish(vehicleClassDefinedV1, classCode, data, at('00:00'));
  }

  register(vehicleId: string, classCode: string, branchId = A, validTo = at('00:00', 300)): Promise<void> {
    const kinds = [
      'registration',
      'compulsory-insurance',
      'commercial-insurance',
      'annual-inspection',
    ] as const;
    const papers = kinds.map((kind) => ({ kind, number: kind, validFrom: at('00:00', -300), validTo }));
    const plate = vehicleId.slice(-6);
    const registeredAt = at('00:00');
    const data = {
      ...vehicleRegisteredV1.sample,
      vehicleId,
      plate,
      classCode,
      branchId,
      papers,
      registeredAt,
    };
    return this.publish(vehicleRegisteredV1, vehicleId, data, registeredAt);
  }

  ground(vehicleId: string, time: string, expectedBackAt?: string): Promise<void> {
    const back = expectedBackAt === undefined ? {} : { expectedBackAt };
    const data = { vehicleId, reason: 'breakdown' as const, groundedAt: time, ...back };
    return this.publish(vehicleGroundedV1, vehicleId, data, time);
  }

  returnToService(vehicleId: string, time: string): Promise<void> {
    return this.publish(vehicleReturnedToServiceV1, vehicleId, { vehicleId, returnedAt: time }, time);
  }

  /** Of the return of the agreement that {@link handOver} made for a reservation. */
  checkIn(reservationId: string, vehicleId: string, time: string, branchId = A): Promise<void> {
    const of = { vehicleId, agreementId: reservationId, branchId };
    const data = { ...vehicleCheckedInV1.sample, ...of, checkedInAt: time };
    return this.publish(vehicleCheckedInV1, vehicleId, data, time);
  }

  move(vehicleId: string, toBranchId: string, time: string): Promise<void> {
    const data = { ...vehicleMovedV1.sample, vehicleId, fromBranchId: A, toBranchId, movedAt: time };
    return this.publish(vehicleMovedV1, vehicleId, data, time);
  }

  withdraw(vehicleId: string, classCode: string, time: string): Promise<void> {
    const data = { vehicleId, classCode, branchId: A, withdrawnAt: time };
    return this.publish(vehicleWithdrawnV1, vehicleId, data, time);
  }

  dispose(vehicleId: string, classCode: string, time: string): Promise<void> {
    const data = { vehicleId, classCode, branchId: A, disposedAt: time };
    return this.publish(vehicleDisposedV1, vehicleId, data, time);
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
