import { at, testId } from '@houtai/testing';
import { A, B, RentalWorld } from './rental-world';

describe('allocation of vehicles', () => {
  let world: RentalWorld;
  let classes = 0;
  let classCode: string;
  let r: (n: number) => string;
  let v: (n: number) => string;
  /** Less than the frozen horizon before the pick-up. */
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
  beforeEach(async () => {
    classes += 1;
    classCode = `class-${classes}`;
    r = (n) => testId(0x2000 + classes * 16 + n);
    v = (n) => testId(0x1000 + classes * 16 + n);
    await world.defineClass(classCode, classes * 10);
    await world.defineClass(`${classCode}-plus`, classes * 10 + 1);
    await world.register(v(1), classCode);
    await world.drained();
  });

  it('binds at once when the pick-up is near, else when it has come near', async () => {
    await world.reserve(r(1), { classCode });
    expect(await world.allocations(`reservationId=${r(1)}`)).toEqual([]);
    await world.service.advanceTo(at('10:00', 9));
    expect(await world.allocations(`reservationId=${r(1)}`)).toEqual([]);
    await world.service.advanceTo(at('10:01', 9));
    expect(await world.published('vehicle-allocated', r(1))).toEqual([
      expect.objectContaining({ vehicleId: v(1), classCode, from: at('10:00', 10), to: at('11:00', 11) }),
    ]);
    // The first reservation of this world: all of its events have the number of the catalogue's samples, which stays with the first.
    expect(await world.allocations('reservationId=r7km-9qxd-f')).toEqual([
      expect.objectContaining({ reservationId: r(1), vehicleId: v(1) }),
    ]);
    await world.reserve(r(2), {
      classCode,
      from: at('11:00', 11),
      to: at('10:00', 12),
      time: at('20:00', 10),
    });
    expect(await world.allocations(`vehicleId=${v(1)}&from=${at('10:00', 10)}`)).toEqual([
      expect.objectContaining({ reservationId: r(1), status: 'active' }),
      expect.objectContaining({ reservationId: r(2), status: 'active' }),
    ]);
    expect(await world.allocations(`branchId=${A}&from=${at('10:00', 10)}`)).toEqual([
      expect.objectContaining({ reservationId: r(1), branchId: A }),
      expect.objectContaining({ reservationId: r(2), branchId: A }),
    ]);
  });

  it('releases the vehicle of a cancelled reservation', async () => {
    await world.reserve(r(1), { classCode, time: near });
    await world.cancel(r(1), at('21:00', 9));
    await world.drained();
    expect(await world.published('allocation-released', r(1))).toEqual([
      expect.objectContaining({ reason: 'cancelled', vehicleId: v(1), releasedAt: at('21:00', 9) }),
    ]);
    expect(await world.published('capacity-released', r(1))).toHaveLength(1);
  });

  it('follows a rental from handover to return', async () => {
    await world.reserve(r(1), { classCode, time: near });
    await world.handOver(r(1), v(1), at('10:20', 10), { classCode });
    await world.drained();
    expect(await world.allocations(`reservationId=${r(1)}`)).toEqual([
      expect.objectContaining({ inUse: true, from: at('10:20', 10), to: at('11:00', 11) }),
    ]);
    await world.takeBack(r(1), v(1), at('08:00', 11), B);
    await world.checkIn(r(1), v(1), at('09:00', 11), B);
    await world.drained();
    expect(await world.allocations(`reservationId=${r(1)}`)).toEqual([
      expect.objectContaining({ status: 'completed', inUse: false, to: at('08:00', 11) }),
    ]);
    expect(await world.published('allocation-released', r(1))).toEqual([
      expect.objectContaining({ reason: 'completed' }),
    ]);
    expect(await world.published('capacity-released', r(1))).toEqual([
      expect.objectContaining({ reason: 'completed' }),
    ]);
    // It stands at B now, ready after the turnaround.
    await world.submit(r(2), {
      classCode,
      pickUpAt: B,
      returnAt: B,
      from: at('09:00', 11),
      to: at('10:00', 12),
    });
    await world.drained();
    expect(await world.published('capacity-held', r(2))).toHaveLength(1);
  });

  it('moves the next rental to another vehicle when one is overdue', async () => {
    await world.reserve(r(1), { classCode, time: near });
    await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
    await world.drained();
    await world.reserve(r(2), {
      classCode,
      from: at('11:00', 11),
      to: at('20:00', 12),
      time: at('12:00', 10),
    });
    await world.register(v(2), classCode);
    await world.drained();
    await world.overdue(r(1), v(1), at('10:30', 11));
    await world.drained();
    expect(await world.published('allocation-released', r(2))).toEqual([
      expect.objectContaining({ vehicleId: v(1), reason: 'swapped' }),
    ]);
    expect(await world.published('vehicle-allocated', r(2))).toEqual([
      expect.objectContaining({ vehicleId: v(1) }),
      expect.objectContaining({ vehicleId: v(2) }),
    ]);
  });

  it('lets the next customer wait for a late vehicle when there is no other, and sets it right when one comes', async () => {
    await world.reserve(r(1), { classCode, time: near });
    await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
    await world.drained();
    await world.reserve(r(2), {
      classCode,
      from: at('11:00', 11),
      to: at('20:00', 12),
      time: at('12:00', 10),
    });
    await world.overdue(r(1), v(1), at('10:30', 11));
    await world.drained();
    expect(await world.allocations(`reservationId=${r(2)}`)).toEqual([
      expect.objectContaining({ vehicleId: v(1), from: at('15:30', 11), to: at('21:00', 12) }),
    ]);
    expect(await world.conflicts()).toEqual([
      expect.objectContaining({ reservationId: r(2), conflict: 'vehicle-late' }),
    ]);
    await world.takeBack(r(1), v(1), at('11:10', 11));
    await world.drained();
    expect(await world.allocations(`reservationId=${r(2)}`)).toEqual([
      expect.objectContaining({ vehicleId: v(1), from: at('12:10', 11) }),
    ]);
    await world.register(v(2), classCode);
    await world.drained();
    await world.service.advanceTo(at('11:15', 11));
    expect(await world.allocations(`reservationId=${r(2)}&status=active`)).toEqual([
      expect.objectContaining({ vehicleId: v(2), from: at('11:15', 11) }),
    ]);
    expect(await world.conflicts()).toEqual([]);
  });

  it('keeps extending a vehicle that does not come back, without an end that was never told', async () => {
    await world.reserve(r(1), { classCode, time: near });
    await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
    await world.drained();
    await world.service.advanceTo(at('12:00', 11));
    expect(await world.allocations(`reservationId=${r(1)}`)).toEqual([
      expect.objectContaining({ inUse: true, to: at('17:00', 11) }),
    ]);
    await world.takeBack(r(1), v(1), at('13:00', 11));
    await world.drained();
  });

  it('replaces a grounded vehicle, or lists the conflict until it is fit again', async () => {
    await world.register(v(2), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode, time: near });
    await world.reserve(r(2), { classCode, from: at('12:00', 10), time: near });
    const [mine] = await world.allocations(`reservationId=${r(1)}&status=active`);
    await world.ground(mine?.vehicleId ?? '', at('21:00', 9));
    await world.drained();
    // Both vehicles were taken: the bound one stays where it is, for a dispatcher to solve.
    expect(await world.conflicts()).toEqual([
      expect.objectContaining({ reservationId: r(1), conflict: 'vehicle-unfit', allocationId: mine?.id }),
    ]);
    const swap = await world.service.http('POST', `/api/v1/allocations/${mine?.id}/swap`, {
      body: {},
      time: at('21:10', 9),
    });
    expect(swap).toMatchObject({ status: 409, body: { code: 'no-vehicle-free' } });
    await world.returnToService(mine?.vehicleId ?? '', at('22:00', 9));
    await world.drained();
    expect(await world.conflicts()).toEqual([]);
    expect(await world.allocations(`reservationId=${r(1)}`)).toHaveLength(1);
  });

  it('swaps by hand to a vehicle of the class, else of the next higher class', async () => {
    await world.register(v(2), classCode);
    await world.register(v(3), `${classCode}-plus`);
    await world.drained();
    await world.reserve(r(1), { classCode, time: near });
    const [first] = await world.allocations(`reservationId=${r(1)}`);
    const swap = (id: string | undefined, body = {}) =>
      world.service.http<{ id: string; vehicleId: string }>('POST', `/api/v1/allocations/${id}/swap`, {
        body,
        time: at('21:00', 9),
        roles: ['dispatcher'],
      });
    const second = await swap(first?.id);
    expect(second.status).toBe(200);
    expect(new Set([first?.vehicleId, second.body.vehicleId])).toEqual(new Set([v(1), v(2)]));
    const third = await swap(second.body.id, { vehicleId: v(3) });
    expect(third.body).toMatchObject({ vehicleId: v(3), classCode: `${classCode}-plus`, status: 'active' });
    const agreed = await swap(third.body.id, { classCode });
    expect(agreed.body).toMatchObject({ classCode, status: 'active' });
    expect(await swap(agreed.body.id, { classCode: 'no-such-class' })).toMatchObject({ status: 409 });
    const last = await swap(agreed.body.id, { classCode: `${classCode}-plus` });
    expect(last.body).toMatchObject({ vehicleId: v(3) });
    await world.drained();
    expect(await world.published('allocation-released', r(1))).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ reason: 'swapped' })),
    );
    expect(await swap(testId(0xffff))).toMatchObject({ status: 404 });
    expect((await swap(last.body.id, { vehicleId: 'x', extra: 1 })).body).toMatchObject({
      code: 'validation-failed',
    });
    const denied = await world.service.http('POST', `/api/v1/allocations/${last.body.id}/swap`, {
      body: {},
      roles: ['analyst'],
    });
    expect(denied.status).toBe(403);
    await world.handOver(r(1), v(3), at('10:00', 10), { classCode });
    await world.drained();
    expect((await swap(last.body.id)).body).toMatchObject({ status: 409, code: 'reservation-not-waiting' });
  });

  it('upgrades by itself a near pick-up that has no vehicle', async () => {
    await world.reserve(r(1), { classCode });
    await world.ground(v(1), at('12:00', 2));
    await world.drained();
    expect(await world.conflicts()).toEqual([
      expect.objectContaining({ reservationId: r(1), vehicleId: null, conflict: 'vehicle-unfit' }),
    ]);
    await world.register(v(3), `${classCode}-plus`);
    await world.drained();
    await world.service.advanceTo(at('09:00', 5));
    expect(await world.conflicts()).toHaveLength(1);
    await world.service.advanceTo(at('12:00', 9));
    expect(await world.conflicts()).toEqual([]);
    expect(await world.allocations(`reservationId=${r(1)}&status=active`)).toEqual([
      expect.objectContaining({ vehicleId: v(3), classCode: `${classCode}-plus` }),
    ]);
  });

  it('upgrades past a class that the driver may not drive, and over a gap of ranks', async () => {
    const top = `${classCode}-top`;
    await world.defineClass(top, classes * 10 + 4);
    await world.register(v(2), `${classCode}-plus`);
    await world.register(v(3), top);
    await world.drained();
    await world.reserve(r(1), { classCode, allowedClasses: [classCode, top] });
    await world.submit(r(2), { classCode, allowedClasses: [classCode] });
    await world.submit(r(3), { classCode, allowedClasses: [classCode, top] });
    await world.drained();
    const offered = async (id: string) => {
      const [refused] = await world.published('capacity-refused', id);
      const { alternatives } = refused as unknown as { alternatives: { classCode: string }[] };
      return new Set(alternatives.map((one) => one.classCode));
    };
    expect(await offered(r(2))).toEqual(new Set([classCode]));
    expect(await offered(r(3))).toEqual(new Set([classCode, top]));
    await world.ground(v(1), at('12:00', 2));
    await world.drained();
    await world.service.advanceTo(at('12:00', 9));
    const [upgraded] = await world.allocations(`reservationId=${r(1)}&status=active`);
    expect(upgraded).toMatchObject({ vehicleId: v(3), classCode: top });
    const swap = await world.service.http('POST', `/api/v1/allocations/${upgraded?.id}/swap`, {
      body: { classCode: `${classCode}-plus` },
      time: at('12:01', 9),
    });
    expect(swap).toMatchObject({ status: 409, body: { code: 'class-not-allowed' } });
  });

  it('offers another vehicle when one was not handed over, unless the customer was the reason', async () => {
    await world.register(v(2), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode, time: near });
    const bound = async () => {
      const [active] = await world.allocations(`reservationId=${r(1)}&status=active`);
      return active?.vehicleId ?? '';
    };
    const first = await bound();
    const other = first === v(1) ? v(2) : v(1);
    await world.refuseHandover(r(1), first, 'customer', at('10:00', 10));
    await world.refuseHandover(r(1), other, 'vehicle', at('10:01', 10));
    await world.drained();
    expect(await bound()).toBe(first);
    await world.refuseHandover(r(1), first, 'vehicle', at('10:02', 10));
    await world.drained();
    expect(await bound()).toBe(other);
  });

  it('binds the changed reservation anew', async () => {
    await world.reserve(r(1), { classCode, time: near });
    const longer = { classCode, to: at('18:00', 11) };
    await world.requestChange(r(1), testId(0x3000), { ...longer, time: at('20:30', 9) });
    await world.drained();
    await world.acceptChange(r(1), testId(0x3000), { ...longer, time: at('20:31', 9) });
    await world.drained();
    expect(await world.published('allocation-released', r(1))).toEqual([
      expect.objectContaining({ reason: 'changed' }),
    ]);
    expect(await world.allocations(`reservationId=${r(1)}&status=active`)).toEqual([
      expect.objectContaining({ from: at('10:00', 10), to: at('19:00', 11) }),
    ]);
  });
});
