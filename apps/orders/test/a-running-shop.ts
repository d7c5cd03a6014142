import {
  branchOpenedV1,
  capacityHeldV1,
  receivableClearedV1,
  vehicleAllocatedV1,
  vehicleCheckedInV1,
  vehicleClassDefinedV1,
} from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import {
  startTestService,
  testId,
  type TestAnswer,
  type TestService,
  type TestServiceSettings,
} from '@houtai/testing';
import { sampleProfile } from './samples/sample-customer';
import { ordersDefinition } from '../src/orders.definition';
import { sampleRatePlan } from './samples/sample-rate-plan';
import type { ReservationView } from '../src/reservations/reservation-view.dto';

export const HERE = testId(0xa4);
export const THERE = testId(5);
/** Monday 2027-02-15, 10:00 in Shanghai. */
export const NOW = '2027-02-15T02:00:00.000Z';
/** Monday 2027-03-01, 10:00 in Shanghai, and a day later. */
export const PICK_UP = '2027-03-01T02:00:00.000Z';
export const DUE = '2027-03-02T02:00:00.000Z';

export const WISH = {
  classCode: 'compact',
  pickUp: { branchId: HERE, at: PICK_UP },
  return: { branchId: HERE, at: DUE },
};

export type Answer<Body = Record<string, unknown>> = TestAnswer<Body>;

/** Orders with two branches, a class, a price and one verified customer; dispatch and finance are played by the test. */
export class Shop {
  private allocations = 1_000;

  private constructor(
    readonly service: TestService,
    readonly customerId: string,
    readonly ratePlanId: string,
  ) {}

  /** Its one customer may have any number of open reservations. */
  static async open(settings: TestServiceSettings = {}): Promise<Shop> {
    const env = { HOUTAI_ORDERS_MAX_OPEN_RESERVATIONS: '0', ...settings.env };
    const service = await startTestService(ordersDefinition, { ...settings, env });
    for (const branchId of [HERE, THERE]) {
      const branch = { ...branchOpenedV1.sample, branchId, code: branchId.slice(-1) };
      await service.publish(outgoing(branchOpenedV1, branchId, 1, branch));
    }
    for (const classCode of ['compact', 'suv']) {
      const defined = { ...vehicleClassDefinedV1.sample, classCode };
      await service.publish(outgoing(vehicleClassDefinedV1, classCode, 1, defined));
    }
    await service.drained();
    const customerId = await Shop.registerCustomer(service);
    await service.http('POST', `/api/v1/customers/${customerId}/verify`, { time: NOW });
    const { ratePlanId: _id, publishedAt: _at, ...plan } = sampleRatePlan;
    const published = await service.http('POST', '/api/v1/rate-plans', { body: plan, time: NOW });
    await service.http('POST', '/api/v1/rate-plans', { body: { ...plan, classCode: 'suv' }, time: NOW });
    return new Shop(service, customerId, String(published.body.id));
  }

  private static async registerCustomer({ http }: TestService): Promise<string> {
    return String((await http('POST', '/api/v1/customers', { body: sampleProfile, time: NOW })).body.id);
  }

  post<Body = Record<string, unknown>>(
    path: string,
    body: unknown = {},
    time = NOW,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return this.service.http<Body>('POST', `/api/v1/${path}`, { body, time, headers });
  }

  get<Body = Record<string, unknown>>(path: string, time = NOW): Promise<Answer<Body>> {
    return this.service.http<Body>('GET', `/api/v1/${path}`, { time });
  }

  async submit(changes: Record<string, unknown> = {}): Promise<ReservationView> {
    const body = { ...WISH, customerId: this.customerId, channel: 'web', ...changes };
    return (await this.post<ReservationView>('reservations', body)).body;
  }

  async reservation(id: string): Promise<ReservationView> {
    return (await this.get<ReservationView>(`reservations/${id}`)).body;
  }

  /** Dispatch holds capacity. */
  async hold(reservationId: string, changeId?: string, heldAt = NOW): Promise<void> {
    const { pickUp, return: dropOff, classCode } = WISH;
    const data = { reservationId, classCode, pickUp, return: dropOff, heldAt, ...(changeId && { changeId }) };
    await this.service.publish(outgoing(capacityHeldV1, reservationId, changeId ? 2 : 1, data), {
      time: heldAt,
    });
    await this.service.drained();
  }

  /** Dispatch binds a vehicle. */
  async allocate(reservationId: string, vehicleId: string, allocatedAt = NOW): Promise<string> {
    const allocationId = testId((this.allocations += 1));
    const data = {
      allocationId,
      reservationId,
      vehicleId,
      classCode: 'compact',
      from: PICK_UP,
      to: DUE,
      allocatedAt,
    };
    await this.service.publish(outgoing(vehicleAllocatedV1, allocationId, 1, data), { time: allocatedAt });
    await this.service.drained();
    return allocationId;
  }

  /** Finance has nothing to claim any more. */
  async clear(reservationId: string, clearedAt: string): Promise<void> {
    const event = outgoing(receivableClearedV1, reservationId, 1, { reservationId, clearedAt });
    await this.service.publish(event, { time: clearedAt });
    await this.service.drained();
  }

  /** Fleet has inspected a vehicle after its return. */
  async checkIn(vehicleId: string, agreementId: string, version: number): Promise<void> {
    const data = { ...vehicleCheckedInV1.sample, vehicleId, agreementId, branchId: HERE, odometerKm: 1_200 };
    await this.service.publish(outgoing(vehicleCheckedInV1, vehicleId, version, data));
    await this.service.drained();
  }

  async confirmed(changes: Record<string, unknown> = {}): Promise<ReservationView> {
    const { id } = await this.submit(changes);
    await this.hold(id);
    return this.reservation(id);
  }

  async ready(vehicleId: string): Promise<ReservationView> {
    const { id } = await this.confirmed();
    await this.allocate(id, vehicleId);
    return this.reservation(id);
  }

  async typesOf(id: string): Promise<string[]> {
    const events = await this.service.eventsPublished();
    return events
      .filter(({ key }) => key === id)
      .map(({ type }) => type.replace(/^houtai\.orders\.|\.v1$/g, ''));
  }
}

export const INSPECTION = {
  odometerKm: 1_200,
  fuelPercent: 100,
  rentalDepositReference: 'POS-1',
  violationDepositReference: 'POS-2',
};
