import { at, testId } from '@houtai/testing';
import { RentalWorld } from './rental-world';

const [CAR, OTHER, THIRD] = [testId(0x1), testId(0x2), testId(0x3)];
const [ONE, TWO] = [testId(0x11), testId(0x12)];

interface Shown {
  vehicleId: string | null;
  pinned: boolean;
  forbiddenVehicleIds: string[];
  conflict: string | null;
}

describe('wishes of dispatchers', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start({ env: { HOUTAI_DISPATCH_AUTOMATIC_UPGRADE: 'false' } });
    await world.defineClass('compact', 1);
    await world.register(CAR, 'compact');
    await world.register(OTHER, 'compact');
    await world.drained();
    await world.reserve(ONE);
  });
  afterAll(() => world.close());

  const wish = async (reservationId: string, what: string, body: object = {}, roles = ['dispatcher']) => {
    const hold = await world.hold(reservationId);
    const path = `/api/v1/capacity-holds/${hold?.id}/${what}`;
    return world.service.http('POST', path, { body, roles });
  };
  const shown = async (reservationId: string) => (await world.hold(reservationId)) as unknown as Shown;
  const elsewhere = (vehicleId: string | null) => (vehicleId === CAR ? OTHER : CAR);

  it('pins a promise to the vehicle named, once and again', async () => {
    const vehicleId = elsewhere((await shown(ONE)).vehicleId);
    for (let n = 0; n < 2; n += 1) {
      const { status, body } = await wish(ONE, 'pin', { vehicleId });
      expect([status, body]).toMatchObject([200, { vehicleId, pinned: true, conflict: null }]);
    }
    const { body } = await world.service.http('GET', `/api/v1/vehicle-timelines/${vehicleId}`);
    expect(body).toMatchObject({ uses: [{ subject: { id: ONE }, status: 'pinned' }] });
  });

  it('moves nothing that is pinned for the sake of others', async () => {
    const { vehicleId } = await shown(ONE);
    await world.reserve(TWO, { from: at('12:00', 10), to: at('12:00', 12) });
    expect((await shown(TWO)).vehicleId).toBe(elsewhere(vehicleId));
    expect(await wish(TWO, 'pin', { vehicleId })).toMatchObject({
      status: 409,
      body: { code: 'no-vehicle-free' },
    });
    expect((await shown(ONE)).vehicleId).toBe(vehicleId);
  });

  it('takes a forbidden vehicle away, lists what has no other, and gives it back when that is allowed', async () => {
    const vehicleId = (await shown(TWO)).vehicleId ?? '';
    const forbidden = await wish(TWO, 'forbid-vehicle', { vehicleId });
    expect(forbidden.body).toMatchObject({
      vehicleId: null,
      forbiddenVehicleIds: [vehicleId],
      conflict: 'vehicle-unfit',
    });
    await world.register(THIRD, 'compact');
    await world.drained();
    await world.service.advanceTo(at('00:10', 1));
    expect(await shown(TWO)).toMatchObject({ vehicleId: THIRD, conflict: null });
    await wish(TWO, 'forbid-vehicle', { vehicleId: THIRD });
    expect((await shown(TWO)).forbiddenVehicleIds).toEqual([vehicleId, THIRD]);
    const allowed = await wish(TWO, 'allow-vehicle', { vehicleId });
    expect(allowed.body).toMatchObject({ forbiddenVehicleIds: [THIRD] });
    await world.service.advanceTo(at('00:30', 1));
    expect(await shown(TWO)).toMatchObject({ vehicleId, conflict: null });
  });

  it('keeps what is forbidden through a change of the reservation', async () => {
    const [change, dates] = [testId(0x21), { from: at('12:00', 15), to: at('12:00', 16) }];
    await world.requestChange(TWO, change, dates);
    await world.drained();
    await world.acceptChange(TWO, change, dates);
    await world.drained();
    expect(await shown(TWO)).toMatchObject({ forbiddenVehicleIds: [THIRD] });
    expect((await shown(TWO)).vehicleId).not.toBe(THIRD);
  });

  it('binds what is pinned when its pick-up is near, and lets go what is not pinned any more', async () => {
    const { vehicleId } = await shown(ONE);
    await world.service.advanceTo(at('11:00', 9));
    expect(await world.allocations(`reservationId=${ONE}&status=active`)).toMatchObject([{ vehicleId }]);
    expect(await wish(ONE, 'pin', { vehicleId: elsewhere(vehicleId) })).toMatchObject({
      body: { status: 409, code: 'vehicle-bound' },
    });
    expect((await wish(TWO, 'unpin')).body).toMatchObject({ pinned: false });
  });

  it('has no effect through a hold that was released', async () => {
    const { body } = await world.service.http('GET', `/api/v1/capacity-holds?reservationId=${TWO}`);
    const released = (body as { items: { id: string; status: string }[] }).items.find(
      ({ status }) => status === 'released',
    );
    const path = `/api/v1/capacity-holds/${released?.id}/pin`;
    const answer = await world.service.http('POST', path, { body: {}, roles: ['dispatcher'] });
    expect(answer).toMatchObject({ status: 409, body: { code: 'reservation-not-waiting' } });
  });

  it('is for who may change allocations', async () => {
    for (const what of ['pin', 'unpin', 'forbid-vehicle', 'allow-vehicle'])
      expect(await wish(ONE, what, { vehicleId: CAR }, ['analyst'])).toMatchObject({ status: 403 });
  });
});
