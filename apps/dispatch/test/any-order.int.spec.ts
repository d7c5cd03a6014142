import { at, testId } from '@houtai/testing';
import { A, B, RentalWorld } from './rental-world';

describe('events of different topics in any order', () => {
  let world: RentalWorld;
  let classes = 0;
  let classCode: string;
  let r: (n: number) => string;
  let v: (n: number) => string;
  const near = at('20:00', 9);

  beforeAll(async () => {
    world = await RentalWorld.start();
  });
  afterAll(async () => {
    const [overlaps, parked] = [await world.overlaps(), await world.parked()];
    await world.close();
    expect(overlaps).toEqual([]);
    expect(parked).toEqual([]);
  });
  beforeEach(() => {
    classes += 1;
    classCode = `class-${classes}`;
    r = (n) => testId(0x2000 + classes * 16 + n);
    v = (n) => testId(0x1000 + classes * 16 + n);
  });

  it('a handover before the confirmation: the rental is under way and stays so', async () => {
    await world.register(v(1), classCode);
    await world.submit(r(1), { classCode, time: near });
    await world.drained();
    await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
    await world.drained();
    await world.confirm(r(1), { classCode, time: near });
    await world.drained();
    expect(await world.hold(r(1))).toMatchObject({ status: 'in-use', vehicleId: v(1) });
    expect(await world.published('vehicle-allocated', r(1))).toHaveLength(1);
    expect(await world.allocations(`reservationId=${r(1)}`)).toEqual([
      expect.objectContaining({ inUse: true, from: at('10:00', 10) }),
    ]);
  });

  it('a handover and a return of a vehicle and a reservation never heard of', async () => {
    await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
    await world.takeBack(r(1), v(1), at('09:00', 11), B);
    await world.drained();
    await world.register(v(1), classCode, A);
    await world.submit(r(1), { classCode });
    await world.confirm(r(1), { classCode });
    await world.drained();
    expect(await world.hold(r(1))).toMatchObject({ status: 'completed' });
    // The registration tells of an older place than the return.
    await world.submit(r(2), { classCode, pickUpAt: B, from: at('10:00', 12), to: at('10:00', 13) });
    await world.drained();
    expect(await world.published('capacity-held', r(2))).toHaveLength(1);
  });

  it('a return before the handover', async () => {
    await world.register(v(1), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode, time: near });
    await world.takeBack(r(1), v(1), at('09:00', 11));
    await world.checkIn(r(1), v(1), at('10:00', 11));
    await world.drained();
    await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
    await world.drained();
    expect(await world.allocations(`reservationId=${r(1)}`)).toEqual([
      expect.objectContaining({ status: 'completed', to: at('09:00', 11) }),
    ]);
    await world.submit(r(2), { classCode, from: at('10:00', 11), to: at('10:00', 12) });
    await world.drained();
    expect(await world.published('capacity-held', r(2))).toHaveLength(1);
  });

  it('a second handover of a vehicle before the return of the first', async () => {
    await world.register(v(1), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode, time: near });
    await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
    await world.drained();
    const next = { classCode, from: at('11:00', 11), to: at('10:00', 12) };
    await world.reserve(r(2), { ...next, time: at('12:00', 10) });
    await world.handOver(r(2), v(1), at('09:30', 11), next);
    await world.drained();
    expect(await world.allocations(`vehicleId=${v(1)}&status=active`)).toEqual([
      expect.objectContaining({ reservationId: r(1), from: at('10:00', 10), to: at('09:30', 11) }),
      expect.objectContaining({ reservationId: r(2), from: at('09:30', 11), to: at('11:00', 12) }),
    ]);
    await world.overdue(r(1), v(1), at('10:30', 11));
    await world.service.advanceTo(at('10:45', 11));
    await world.takeBack(r(1), v(1), at('09:20', 11));
    await world.drained();
    await world.takeBack(r(2), v(1), at('10:00', 12), B);
    await world.drained();
    expect(await world.allocations(`vehicleId=${v(1)}`)).toEqual([
      expect.objectContaining({ reservationId: r(1), status: 'completed', to: at('09:20', 11) }),
      expect.objectContaining({ reservationId: r(2), status: 'completed', to: at('10:00', 12) }),
    ]);
  });

  it('a handover of another vehicle than the one bound: what was bound to that gives way', async () => {
    await world.register(v(1), classCode);
    await world.register(v(2), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode, time: near });
    await world.reserve(r(2), { classCode, time: near });
    const [one] = await world.allocations(`reservationId=${r(1)}`);
    const [two] = await world.allocations(`reservationId=${r(2)}`);
    await world.handOver(r(1), two?.vehicleId ?? '', at('09:55', 10), { classCode });
    await world.drained();
    expect(await world.allocations(`reservationId=${r(1)}&status=active`)).toEqual([
      expect.objectContaining({ vehicleId: two?.vehicleId, inUse: true, from: at('09:55', 10) }),
    ]);
    expect(await world.allocations(`reservationId=${r(2)}&status=active`)).toEqual([
      expect.objectContaining({ vehicleId: one?.vehicleId, inUse: false }),
    ]);
  });

  it('a submission before the vehicle is registered is refused; a confirmation of it all the same is not lost', async () => {
    await world.submit(r(1), { classCode, time: near });
    await world.drained();
    expect(await world.published('capacity-refused', r(1))).toHaveLength(1);
    await world.confirm(r(1), { classCode, time: near });
    await world.drained();
    expect(await world.conflicts()).toEqual([
      expect.objectContaining({ reservationId: r(1), conflict: 'no-vehicle' }),
    ]);
    await world.register(v(1), classCode);
    await world.drained();
    await world.service.advanceTo(at('20:02', 9));
    expect(await world.conflicts()).toEqual([]);
    expect(await world.allocations(`reservationId=${r(1)}`)).toEqual([
      expect.objectContaining({ vehicleId: v(1), status: 'active' }),
    ]);
  });

  it('a cancelled one-way rental takes the vehicle from whoever waits at its end; that is listed, not lost', async () => {
    await world.register(v(1), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode, returnAt: B, time: near });
    const after = { classCode, pickUpAt: B, returnAt: B, from: at('12:00', 11), to: at('10:00', 12) };
    await world.reserve(r(2), { ...after, time: near });
    await world.cancel(r(1), at('21:00', 9));
    await world.drained();
    expect(await world.conflicts()).toEqual([
      expect.objectContaining({ reservationId: r(2), conflict: 'vehicle-elsewhere', vehicleId: null }),
    ]);
    await world.register(v(2), classCode, B);
    await world.drained();
    await world.service.advanceTo(at('22:00', 9));
    expect(await world.hold(r(2))).toMatchObject({ vehicleId: v(2), conflict: null });
    expect(await world.conflicts()).toEqual([]);
  });
});
