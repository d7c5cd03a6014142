import { at, testId } from '@houtai/testing';
import type { RelocationView } from '../src/views/relocation.dto';
import { A, A2, B, RentalWorld } from './rental-world';
import { brokenRelocations, defineDrive, relocations } from './relocation-world';

const car = (n: number) => testId(0xa000 + n);
const promise = (n: number) => testId(0xa100 + n);
const AT_B = { pickUpAt: B, returnAt: B };

describe('a vehicle that is driven to the pick-up of a promise', () => {
  let world: RentalWorld;
  let serial = 0;

  beforeAll(async () => {
    world = await RentalWorld.start();
  });
  afterEach(async () => {
    expect(await brokenRelocations(world)).toEqual([]);
    expect(await world.overlaps()).toEqual([]);
    expect(await world.parked()).toEqual([]);
  });
  afterAll(() => world.close());

  /** A class of its own with vehicles at A, so that each test is alone. */
  async function fleet(count: number) {
    serial += 1;
    const classCode = `relocated-${serial}`;
    const [cars, promises] = [car(16 * serial), promise(16 * serial)];
    await world.defineClass(classCode, serial);
    const ids = Array.from({ length: count }, (_, n) => car(16 * serial + n));
    for (const id of ids) await world.register(id, classCode);
    await world.drained();
    const of = (n: number) => promise(16 * serial + n);
    return { classCode, cars, promises, ids, of, wish: { ...AT_B, classCode } };
  }

  it('is not planned while nobody has said how vehicles are driven', async () => {
    const { of, wish } = await fleet(1);
    await world.submit(of(0), wish);
    await world.drained();
    expect(await world.published('capacity-refused', of(0))).toHaveLength(1);
    expect(await relocations(world)).toEqual([]);
    await defineDrive(world, A, B, { minutes: 90, costFen: 6_000 });
    await defineDrive(world, B, A, { minutes: 90, costFen: 6_000 });
  });

  it('is held with the drive, which is seen in the list and along the vehicle and its branches', async () => {
    const { ids, of, wish, classCode } = await fleet(1);
    await world.reserve(of(0), wish);
    expect(await world.published('capacity-held', of(0))).toHaveLength(1);
    const planned = {
      ...{ reservationId: of(0), state: 'planned', vehicleId: ids[0], classCode, costFen: 6_000 },
      ...{ fromBranchId: A, toBranchId: B, departsAt: at('08:30', 10), arrivesBy: at('10:00', 10) },
    };
    expect(await relocations(world, `vehicleId=${ids[0]}`)).toEqual([expect.objectContaining(planned)]);
    const path = `/api/v1/vehicle-timelines/${ids[0]}`;
    const { body } = await world.service.http<{ uses: object[] }>('GET', path);
    expect(body.uses).toMatchObject([
      {
        ...{ subject: { kind: 'transfer' }, pickUpBranchId: A, returnBranchId: B },
        ...{ from: at('08:30', 10), until: at('10:00', 10) },
      },
      { subject: { kind: 'rental', id: of(0) }, pickUpBranchId: B, from: at('10:00', 10) },
    ]);
    const days = `from=${at('00:00', 10)}&to=${at('00:00', 12)}&classCode=${classCode}`;
    const branch = async (id: string) =>
      (
        await world.service.http<{ items: { kind: string }[] }>(
          'GET',
          `/api/v1/branch-timelines/${id}?${days}`,
        )
      ).body.items;
    expect(await branch(A)).toMatchObject([
      { kind: 'relocation-out', at: at('08:30', 10), vehicleId: ids[0] },
    ]);
    expect((await branch(B)).map(({ kind }) => kind).sort()).toEqual(['pick-up', 'relocation-in', 'return']);
  });

  it('of 15 wishes at once for one vehicle that would have to be driven one is held', async () => {
    const { of, wish, classCode } = await fleet(1);
    await Promise.all(Array.from({ length: 15 }, (_, n) => world.submit(of(n), wish)));
    await world.drained();
    const held = (await world.published('capacity-held')).filter((told) => told.classCode === classCode);
    expect(held).toHaveLength(1);
    expect(await relocations(world, `classCode=${classCode}`)).toHaveLength(1);
  });

  it('is gone with the promise, and the vehicle is free where it stands', async () => {
    const { of, wish, classCode } = await fleet(1);
    await world.reserve(of(0), wish);
    await world.cancel(of(0));
    await world.drained();
    expect(await relocations(world, `classCode=${classCode}`)).toEqual([]);
    await world.reserve(of(1), { classCode });
    expect(await world.hold(of(1))).toMatchObject({ status: 'firm', conflict: null });
  });

  it('is driven back for what follows, and not when it never was driven there', async () => {
    const { ids, of, wish, classCode } = await fleet(1);
    await world.reserve(of(0), { classCode, from: at('10:00', 13), to: at('10:00', 14) });
    // two drives are more than one day bears
    await world.submit(of(2), wish);
    await world.drained();
    expect(await world.published('capacity-refused', of(2))).toHaveLength(1);
    await world.reserve(of(1), { ...wish, to: at('10:00', 12) });
    const drives = await relocations(world, `classCode=${classCode}`);
    expect(drives.map(({ reservationId, fromBranchId }) => [reservationId, fromBranchId])).toEqual([
      [of(1), A],
      [of(0), B],
    ]);
    await world.cancel(of(1));
    await world.drained();
    expect(await relocations(world, `classCode=${classCode}`)).toEqual([]);
    expect(await world.hold(of(0))).toMatchObject({ vehicleId: ids[0], conflict: null });
  });

  it('goes along with a change, and is given up by one to where the vehicle stands', async () => {
    const { of, wish, classCode } = await fleet(1);
    await world.reserve(of(0), wish);
    const later = { ...wish, from: at('12:00', 10), to: at('15:00', 11) };
    const [first, second] = [testId(0xa900 + serial), testId(0xaa00 + serial)];
    await world.requestChange(of(0), first, later);
    await world.drained();
    await world.acceptChange(of(0), first, later);
    await world.drained();
    expect(await relocations(world, `classCode=${classCode}`)).toEqual([
      expect.objectContaining({ departsAt: at('10:30', 10), arrivesBy: at('12:00', 10) }),
    ]);
    await world.cancel(of(0));
    await world.drained();
    await world.reserve(of(1), { classCode });
    await world.requestChange(of(1), second, { ...wish, from: at('10:00', 15), to: at('10:00', 16) });
    await world.drained();
    expect(await relocations(world, `classCode=${classCode}`)).toEqual([]);
    expect(await world.hold(of(1))).toMatchObject({ conflict: null });
  });

  it('gets another vehicle, driven as well, when its own is grounded', async () => {
    const { ids, of, wish, classCode } = await fleet(2);
    await world.reserve(of(0), wish);
    const [{ vehicleId = '' } = {}] = await relocations(world, `classCode=${classCode}`);
    await world.ground(vehicleId, at('12:00', 9));
    await world.drained();
    expect(await relocations(world, `classCode=${classCode}`)).toEqual([
      expect.objectContaining({ reservationId: of(0), vehicleId: ids.find((id) => id !== vehicleId) }),
    ]);
  });

  it('is bound with the promise, done when the vehicle stands there, and needs its own time alone from then on', async () => {
    const { ids, of, wish, classCode } = await fleet(1);
    await world.reserve(of(0), { ...wish, from: at('10:00', 20), to: at('10:00', 21) });
    await world.service.advanceTo(at('12:00', 19));
    const states = async () => (await relocations(world, `classCode=${classCode}`)).map(({ state }) => state);
    expect(await states()).toEqual(['bound']);
    expect(await world.allocations(`reservationId=${of(0)}`)).toMatchObject([{ from: at('08:30', 20) }]);
    await world.move(ids[0] ?? '', B, at('20:00', 19));
    await world.drained();
    expect(await states()).toEqual(['done']);
    expect(await world.allocations(`reservationId=${of(0)}`)).toMatchObject([
      { status: 'active', from: at('10:00', 20), vehicleId: ids[0] },
    ]);
    await world.handOver(of(0), ids[0] ?? '', at('10:05', 20), wish);
    await world.drained();
    expect(await states()).toEqual(['done']);
  });

  it('is planned anew when the vehicle is taken away again', async () => {
    const { ids, of, wish, classCode } = await fleet(1);
    await world.reserve(of(0), { ...wish, from: at('10:00', 21), to: at('10:00', 22) });
    await world.service.advanceTo(at('12:00', 20));
    await world.move(ids[0] ?? '', B, at('13:00', 20));
    await world.move(ids[0] ?? '', A, at('14:00', 20));
    await world.drained();
    expect(await relocations(world, `classCode=${classCode}`)).toEqual([
      expect.objectContaining({ state: 'bound', departsAt: at('08:30', 21), doneAt: null }),
    ]);
  });

  it('is missed when the vehicle does not stand there by the pick-up, listed, and served once it does', async () => {
    const { ids, of, wish, classCode } = await fleet(1);
    await world.reserve(of(0), { ...wish, from: at('10:00', 23), to: at('10:00', 24) });
    await world.service.advanceTo(at('12:00', 22));
    await world.service.advanceTo(at('10:01', 23));
    const filter = `classCode=${classCode}&state=missed`;
    expect(await relocations(world, filter)).toMatchObject([
      { vehicleId: ids[0], missedAt: at('10:01', 23) },
    ]);
    expect(await world.hold(of(0))).toMatchObject({ conflict: 'vehicle-elsewhere' });
    await world.move(ids[0] ?? '', B, at('10:20', 23));
    await world.drained();
    expect(await world.hold(of(0))).toMatchObject({ conflict: null, vehicleId: ids[0] });
    expect(await relocations(world, filter)).toHaveLength(1);
  });

  it('is given up by a run of the optimiser when a vehicle has become free at the pick-up', async () => {
    const { of, wish, classCode } = await fleet(1);
    await world.reserve(of(0), { ...wish, from: at('10:00', 28), to: at('10:00', 29) });
    await world.register(car(16 * serial + 9), classCode, B);
    await world.drained();
    const planned = () => relocations(world, `classCode=${classCode}`);
    expect(await planned()).toHaveLength(1);
    await world.service.http('POST', '/api/v1/dispatch-plans', { time: at('12:00', 24) });
    expect(await planned()).toEqual([]);
    expect(await world.hold(of(0))).toMatchObject({ vehicleId: car(16 * serial + 9), conflict: null });
  });

  it('serves who waits, once somebody says how vehicles are driven', async () => {
    const { of, classCode } = await fleet(1);
    const wish = { classCode, pickUpAt: A2, returnAt: A2, from: at('10:00', 28), to: at('10:00', 29) };
    await world.confirm(of(0), wish);
    await world.drained();
    expect(await world.hold(of(0))).toMatchObject({ conflict: 'no-vehicle' });
    await defineDrive(world, A, A2, { minutes: 30, costFen: 3_000 }, at('13:00', 24));
    await world.service.advanceTo(at('13:05', 24));
    expect(await world.hold(of(0))).toMatchObject({ conflict: null });
    const found: RelocationView[] = await relocations(world, `toBranchId=${A2}`);
    expect(found).toMatchObject([{ fromBranchId: A, departsAt: at('09:30', 28) }]);
  });
});
