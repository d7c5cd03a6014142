import {
  vehicleDisposedV1,
  vehicleGroundedV1,
  vehicleMovedV1,
  vehicleRegisteredV1,
  vehicleReturnedToServiceV1,
  vehicleStatusChangedV1,
  vehicleWithdrawnV1,
} from '@houtai/event-catalogue';
import type { OutgoingEvent } from '@houtai/messaging';
import { at, startTestService, testId, type TestService } from '@houtai/testing';
import { fleetDefinition } from '../src/fleet.definition';
import { VehicleStore } from '../src/vehicles/vehicle.store';
import { companyOf, goodPapers, paper, rentalOf } from './fleet-fixture';

describe('vehicles of the fleet', () => {
  let service: TestService;
  let company: Awaited<ReturnType<typeof companyOf>>;

  beforeAll(async () => {
    service = await startTestService(fleetDefinition);
    company = await companyOf(service);
  });
  afterAll(() => service?.close());

  const command = (id: string, verb: string, time: string, body: object = {}) =>
    service.http('POST', `/api/v1/vehicles/${id}/${verb}`, { body, time });
  /** One after the other: the events come from two topics, which keep no order between them. */
  const told = async (...events: OutgoingEvent[]) => {
    for (const event of events) {
      await service.publish(event);
      await service.drained();
    }
  };
  const eventsOf = async (id: string) => (await service.eventsPublished()).filter(({ key }) => key === id);
  const intervalsOf = async (id: string) =>
    (await eventsOf(id))
      .filter(({ type }) => type === vehicleStatusChangedV1.type)
      .map(({ data }) => [data['operation'], data['since']]);

  it('a vehicle whose rental a helper of the test realm plays is checked in by itself', async () => {
    const { id } = await company.register();
    const rental = rentalOf(id, company.branchId, 1, 'TEST-R-000000000001');
    await told(rental.allocated, rental.opened, rental.returned);
    expect(await company.show(id)).toMatchObject({ operation: 'available', odometerKm: 150 });
    expect((await intervalsOf(id)).slice(-2)).toEqual([
      ['returned', at('16:00', 1)],
      ['available', at('16:01', 1)],
    ]);
  });

  it('a vehicle goes from registration through a rental back to availability', async () => {
    const { id } = await company.register();
    const rental = rentalOf(id, company.branchId, 1);
    await told(rental.allocated, rental.opened, rental.returned);
    expect(await company.show(id)).toMatchObject({ operation: 'returned', odometerKm: 150, version: 4 });

    expect(await command(id, 'check-in', at('17:00', 1), { cleaned: true })).toMatchObject({
      status: 200,
      body: { operation: 'available', since: at('17:00', 1), version: 5 },
    });
    expect(await intervalsOf(id)).toEqual([
      ['available', at('00:00')],
      ['reserved', at('10:00')],
      ['on-rent', at('10:05', 1)],
      ['returned', at('16:00', 1)],
      ['available', at('17:00', 1)],
    ]);
    const events = await eventsOf(id);
    expect(events.map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(events[0]).toMatchObject({ type: vehicleRegisteredV1.type, data: { vehicleId: id } });
  });

  it('news that overtake each other, or come twice, end in the same standing and park nothing', async () => {
    const { id } = await company.register();
    const [first, second] = [rentalOf(id, company.branchId, 11), rentalOf(id, company.branchId, 12)];
    await told(first.opened, first.allocated, second.opened, first.returned, second.allocated);
    expect(await company.show(id)).toMatchObject({
      operation: 'on-rent',
      reservationId: second.reservationId,
    });
    await told(second.returned, { ...second.returned, id: undefined });
    expect(await company.show(id)).toMatchObject({ operation: 'returned', odometerKm: 1250 });
    expect(await service.sql('select * from parked_message')).toEqual([]);
  });

  it('an allocation that dispatch takes back frees the vehicle', async () => {
    const { id } = await company.register();
    const rental = rentalOf(id, company.branchId, 21);
    await told(rental.allocated);
    expect(await company.show(id)).toMatchObject({
      operation: 'reserved',
      reservationId: rental.reservationId,
    });
    await told(rental.released);
    expect(await company.show(id)).toMatchObject({ operation: 'available', since: at('20:00', 20) });
  });

  it('a later reservation that is taken off it changes its ETag, though nothing is announced', async () => {
    const { id } = await company.register();
    const [first, later] = [rentalOf(id, company.branchId, 22), rentalOf(id, company.branchId, 23)];
    await told(first.allocated, later.allocated);
    const before = await company.show(id);
    const announced = (await eventsOf(id)).length;
    await told(later.released);
    expect((await company.show(id)).version).toBe(before.version + 1);
    expect(await eventsOf(id)).toHaveLength(announced);
    const request = { body: { papers: goodPapers }, time: at('20:00', 20) };
    const stale = { ...request, headers: { 'if-match': `"${before.version}"` } };
    expect(await service.http('PUT', `/api/v1/vehicles/${id}/papers`, stale)).toMatchObject({
      status: 412,
      body: { code: 'stale-version' },
    });
  });

  it('news of several vehicles at once leave each with its own reservations', async () => {
    const [one, other] = [await company.register(), await company.register()];
    const rentals = [81, 82].flatMap((n) => [
      rentalOf(one.id, company.branchId, n),
      rentalOf(other.id, company.branchId, 10 + n),
    ]);
    const news = rentals.map(({ vehicleId: id, reservationId, allocated: { data } }) => {
      const { allocationId, from, to, allocatedAt } = data;
      const allocation = { allocationId, reservationId, from, to };
      return { id, command: { type: 'NoteAllocation' as const, allocation, at: allocatedAt } };
    });
    const release = ({ vehicleId: id, released: { data } }: ReturnType<typeof rentalOf>) => {
      const { allocationId, releasedAt } = data;
      return { id, command: { type: 'NoteRelease' as const, allocationId, at: releasedAt } };
    };
    const [first, , , last] = rentals;
    if (!first || !last) throw new Error('there are four rentals');
    const vehicles = service.running.app.get(VehicleStore);
    await vehicles.handleMany([...news, release(first), release(last)]);
    expect(await company.show(one.id)).toMatchObject({ reservationId: testId(2082), version: 4 });
    expect(await company.show(other.id)).toMatchObject({ reservationId: testId(2091), version: 4 });
  });

  it('a change by the release before, running beside this one, changes the ETag, too', async () => {
    const { id, version } = await company.register();
    const changeOfTheReleaseBefore = `update vehicle set odometer_km = odometer_km + 1, version = version where id = $1`;
    await service.sql(changeOfTheReleaseBefore, [id]);
    expect(await company.show(id)).toMatchObject({ odometerKm: 13, version: version + 1 });

    await service.sql('update vehicle set revision = null where id = $1', [id]);
    const announced = (await eventsOf(id)).length;
    expect(await company.show(id)).toMatchObject({ version: announced });
    expect(await command(id, 'ground', at('09:00', 70), { reason: 'recall' })).toMatchObject({
      body: { version: announced + 1 },
    });
  });

  it('a vehicle that is grounded on rent stays with the customer and is out of service once it is back', async () => {
    const { id } = await company.register();
    const rental = rentalOf(id, company.branchId, 31);
    await told(rental.opened);
    const answer = await command(id, 'ground', at('12:00', 31), {
      reason: 'recall',
      expectedBackAt: at('12:00', 40),
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { operation: 'on-rent', grounding: { reason: 'recall' } },
    });
    await told(rental.returned);
    expect(await company.show(id)).toMatchObject({ operation: 'out-of-service', since: at('16:00', 31) });

    await command(id, 'return-to-service', at('12:00', 32));
    expect(await company.show(id)).toMatchObject({ operation: 'returned', since: at('12:00', 32) });
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining([vehicleGroundedV1.type, vehicleReturnedToServiceV1.type]));
  });

  it('papers that end take it out of service from that minute; renewed ones bring it back', async () => {
    const ends = at('12:30', 50);
    const papers = [...goodPapers.slice(1), paper('registration', ends)];
    const { id } = await company.register({ papers });
    await service.advanceTo(at('12:29', 50));
    expect(await company.show(id)).toMatchObject({ operation: 'available', fitUntil: ends });
    await service.advanceTo(at('08:00', 52));
    const ended = await company.show(id);
    expect(ended).toMatchObject({
      operation: 'out-of-service',
      since: ends,
      grounding: { reason: 'papers-expired' },
    });
    expect(await command(id, 'return-to-service', at('09:00', 52))).toMatchObject({
      status: 409,
      body: { code: 'papers-not-in-force', details: { papers: ['registration'] } },
    });

    const path = `/api/v1/vehicles/${id}/papers`;
    const renewal = { body: { papers: goodPapers }, time: at('10:00', 52) };
    expect((await service.http('PUT', path, renewal)).status).toBe(428);
    expect((await service.http('PUT', path, { ...renewal, headers: { 'if-match': '"1"' } })).status).toBe(
      412,
    );
    const renewed = await service.http('PUT', path, {
      ...renewal,
      headers: { 'if-match': `"${ended.version}"` },
    });
    expect(renewed).toMatchObject({ status: 200, body: { operation: 'available', since: at('10:00', 52) } });
    expect(renewed.headers.get('etag')).toBe(`"${String(renewed.body['version'])}"`);
  });

  it('of many colleagues who ground it at once one does, and the others are told', async () => {
    const { id } = await company.register();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => command(id, 'ground', at('09:00', 60), { reason: 'breakdown' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 11 }, () => 409),
    ]);
    expect((await eventsOf(id)).map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 2, 3, 4]);
  });

  it('is moved by the branch that has it now, once, and to no branch that there is not', async () => {
    const { id } = await company.register();
    const { body: there } = await service.http<{ id: string }>('POST', '/api/v1/branches', {
      body: { code: 'SHA-PD', name: '上海浦东店', city: '上海' },
      time: at('00:00'),
    });
    const move = (branchId: string) => command(id, 'move', at('10:00', 3), { branchId, odometerKm: 40 });
    expect(await move(testId(404))).toMatchObject({ status: 422, body: { code: 'branch-unknown' } });
    expect(await move(there.id)).toMatchObject({ body: { branchId: there.id, odometerKm: 40 } });
    expect(await move(there.id)).toMatchObject({ status: 409, body: { code: 'vehicle-already-there' } });
    const moves = (await eventsOf(id)).filter(({ type }) => type === vehicleMovedV1.type);
    expect(moves.map(({ data }) => data)).toMatchObject([{ toBranchId: there.id, odometerKm: 40 }]);

    type Steps = { items: { type: string; actor: string | null; data: object }[]; next: string | null };
    const steps = (vehicle: string, query = '') =>
      service.http<Steps>('GET', `/api/v1/vehicles/${vehicle}/history?limit=2${query}`);
    const { body: newest } = await steps(id);
    const moved = { fromBranchId: company.branchId, branchId: there.id, odometerKm: 40 };
    expect(newest.items.map(({ type, data }) => [type, data])).toEqual([
      ['StatusChanged', {}],
      ['VehicleMoved', moved],
    ]);
    const { body: older } = await steps(id, `&after=${newest.next}`);
    expect(older.items.map(({ type }) => type)).toEqual(['StatusChanged', 'VehicleRegistered']);
    expect((await steps(testId(404))).status).toBe(404);
  });

  it('leaves the fleet through the workshop', async () => {
    const { id } = await company.register();
    expect(await command(id, 'put-on-sale', at('08:00', 2))).toMatchObject({ status: 409 });
    await command(id, 'ground', at('09:00', 2), { reason: 'other', note: '准备出售' });
    await command(id, 'put-on-sale', at('10:00', 2));
    expect(await command(id, 'dispose', at('11:00', 2))).toMatchObject({ body: { lifeCycle: 'disposed' } });
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining([vehicleWithdrawnV1.type, vehicleDisposedV1.type]));
  });
});
