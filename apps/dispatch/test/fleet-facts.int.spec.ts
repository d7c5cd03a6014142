import { at, testId } from '@houtai/testing';
import { A, B, RentalWorld } from './rental-world';

describe('the plan follows what happens to vehicles', () => {
  let world: RentalWorld;
  let classes = 0;
  let classCode: string;
  let higher: string;
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
    higher = `${classCode}-plus`;
    r = (n) => testId(0x2000 + classes * 16 + n);
    v = (n) => testId(0x1000 + classes * 16 + n);
    await world.defineClass(classCode, classes * 10);
    await world.defineClass(higher, classes * 10 + 1);
    await world.register(v(1), classCode);
    await world.drained();
  });

  const bound = async (reservationId: string) =>
    (await world.allocations(`reservationId=${reservationId}&status=active`)).map(
      ({ vehicleId }) => vehicleId,
    );
  const conflicts = async () => {
    const own = (await world.conflicts()).filter(({ reservationId }) =>
      [1, 2, 3].map(r).includes(reservationId),
    );
    return own.map(({ reservationId, conflict }) => [reservationId, conflict]);
  };

  describe('a vehicle that is sold', () => {
    it('is no capacity when it was expected back, and its promises are covered again or listed', async () => {
      await world.register(v(2), classCode);
      await world.drained();
      await world.reserve(r(1), { classCode, time: near });
      await world.reserve(r(2), { classCode, time: near });
      const [sold = ''] = await bound(r(1));
      await world.register(v(3), classCode);
      await world.drained();
      await world.ground(sold, at('21:00', 9), at('08:00', 10));
      await world.withdraw(sold, classCode, at('21:10', 9));
      await world.drained();
      expect(await bound(r(1))).toEqual([v(3)]);
      await world.withdraw(v(3), classCode, at('21:20', 9));
      await world.dispose(v(3), classCode, at('21:30', 9));
      await world.drained();
      expect(await bound(r(1))).toEqual([]);
      expect(await conflicts()).toEqual([[r(1), 'vehicle-unfit']]);
      await world.submit(r(3), { classCode, from: at('10:00', 20), to: at('10:00', 21) });
      await world.drained();
      expect((await world.hold(r(3)))?.vehicleId).not.toBe(sold);
      await world.submit(r(4), { classCode, from: at('10:00', 20), to: at('10:00', 21) });
      await world.drained();
      expect(await world.published('capacity-refused', r(4))).toHaveLength(1);
      await world.cancel(r(1), at('21:40', 9));
    });

    it('finishes the rental it is on and is then nobody’s', async () => {
      await world.reserve(r(1), { classCode, time: near });
      await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
      await world.drained();
      await world.withdraw(v(1), classCode, at('12:00', 10));
      await world.takeBack(r(1), v(1), at('09:00', 11));
      await world.checkIn(r(1), v(1), at('09:10', 11));
      await world.drained();
      await world.submit(r(2), { classCode, from: at('10:00', 20), to: at('10:00', 21) });
      await world.drained();
      expect(await world.published('capacity-refused', r(2))).toHaveLength(1);
    });
  });

  it('a moved vehicle stands where it was taken, whatever a return says that was before', async () => {
    await world.reserve(r(1), { classCode });
    await world.move(v(1), B, at('12:00', 3));
    await world.drained();
    expect(await conflicts()).toEqual([[r(1), 'vehicle-elsewhere']]);
    await world.handOver(r(3), v(1), at('10:00', 2), { classCode });
    await world.takeBack(r(3), v(1), at('12:00', 3), A);
    await world.drained();
    await world.submit(r(2), { classCode, pickUpAt: B, returnAt: B });
    await world.drained();
    expect(await world.hold(r(2))).toMatchObject({ vehicleId: v(1) });
    await world.cancel(r(1));
  });

  describe('a returned vehicle', () => {
    const next = { from: at('14:00', 11), to: at('14:00', 12), time: at('08:10', 11) };

    beforeEach(async () => {
      await world.reserve(r(1), { classCode, time: near });
      await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
      await world.drained();
    });

    it('is promised, and bound to nobody before it was checked in', async () => {
      await world.takeBack(r(1), v(1), at('08:00', 11));
      await world.drained();
      await world.reserve(r(2), { classCode, ...next });
      await world.service.advanceTo(at('08:30', 11));
      expect(await world.hold(r(2))).toMatchObject({ status: 'firm', vehicleId: v(1), allocationId: null });
      const { id } = (await world.hold(r(2))) ?? {};
      const solve = await world.service.http('POST', `/api/v1/dispatch-conflicts/${id}/solve`, {
        body: { vehicleId: v(1) },
        time: at('08:40', 11),
      });
      expect(solve.status).toBe(409);
      await world.checkIn(r(1), v(1), at('08:50', 11));
      await world.drained();
      await world.service.advanceTo(at('08:51', 11));
      expect(await bound(r(2))).toEqual([v(1)]);
    });

    it('is expected later and later while nobody checks it in, and who waits for it is listed', async () => {
      await world.takeBack(r(1), v(1), at('08:00', 11));
      await world.drained();
      await world.reserve(r(2), { classCode, ...next });
      await world.service.advanceTo(at('13:30', 11));
      expect(await conflicts()).toEqual([[r(2), 'vehicle-late']]);
      await world.checkIn(r(1), v(1), at('14:20', 11));
      await world.drained();
      await world.service.advanceTo(at('14:32', 11));
      expect(await conflicts()).toEqual([]);
      expect(await bound(r(2))).toEqual([v(1)]);
    });

    it('counts from its check-in, also when that is heard of before its return', async () => {
      await world.checkIn(r(1), v(1), at('08:20', 11), B);
      await world.takeBack(r(1), v(1), at('08:00', 11), B);
      await world.drained();
      const atOnce = { ...next, classCode, from: at('08:30', 11), pickUpAt: B, returnAt: B };
      await world.reserve(r(2), { ...atOnce, time: at('08:25', 11) });
      expect(await bound(r(2))).toEqual([v(1)]);
    });
  });

  describe('a one-way rental that nobody picks up', () => {
    const follower = { pickUpAt: B, returnAt: B, from: at('12:00', 11), to: at('12:00', 12) };

    beforeEach(async () => {
      await world.reserve(r(1), { classCode, returnAt: B, time: near });
      await world.reserve(r(2), { classCode, ...follower, time: near });
      expect(await world.hold(r(2))).toMatchObject({ vehicleId: v(1) });
      expect(await bound(r(1))).toEqual([v(1)]);
    });

    it('leaves its vehicle at the origin: who waits at the destination is not bound to it, but listed', async () => {
      await world.service.advanceTo(at('12:01', 10));
      expect(await bound(r(2))).toEqual([]);
      expect(await conflicts()).toEqual([[r(2), 'vehicle-elsewhere']]);
      await world.noShow(r(1), at('14:00', 10));
      await world.drained();
      await world.reserve(r(3), { classCode, from: at('15:00', 10), time: at('14:01', 10) });
      expect(await bound(r(3))).toEqual([v(1)]);
    });

    it('is re-covered by a vehicle that stands at the destination', async () => {
      await world.register(v(2), classCode, B);
      await world.drained();
      await world.service.advanceTo(at('12:01', 10));
      expect(await conflicts()).toEqual([]);
      expect(await bound(r(2))).toEqual([v(2)]);
    });

    it('is relied on again when its customer comes late', async () => {
      await world.service.advanceTo(at('11:00', 10));
      expect(await conflicts()).toEqual([[r(2), 'vehicle-elsewhere']]);
      await world.handOver(r(1), v(1), at('11:05', 10), { classCode, returnAt: B });
      await world.drained();
      await world.service.advanceTo(at('12:02', 10));
      expect(await conflicts()).toEqual([]);
      expect(await bound(r(2))).toEqual([v(1)]);
    });
  });

  describe('a vehicle of another class', () => {
    beforeEach(async () => {
      await world.register(v(2), higher);
      await world.drained();
    });

    /** Its own class has no vehicle for it: near the pick-up it gets one of the next higher class. */
    const upgrade = async () => {
      await world.ground(v(1), at('12:00', 2));
      await world.drained();
      await world.service.advanceTo(at('12:00', 9));
    };

    it('handed over, is missing in its own class; no promise of that moves to the lower one', async () => {
      await world.reserve(r(1), { classCode, time: near });
      await world.reserve(r(2), { classCode: higher, time: near });
      await world.handOver(r(1), v(2), at('10:00', 10), { classCode });
      await world.drained();
      expect(await world.hold(r(1))).toMatchObject({ status: 'in-use', vehicleId: v(2) });
      expect(await bound(r(2))).toEqual([]);
      expect(await conflicts()).toEqual([[r(2), 'vehicle-late']]);
      await world.reserve(r(3), { classCode, from: at('10:30', 10), time: at('10:10', 10) });
      expect(await bound(r(3))).toEqual([v(1)]);
    });

    it('stays with a reservation that changes its time', async () => {
      await world.reserve(r(1), { classCode });
      await upgrade();
      expect(await bound(r(1))).toEqual([v(2)]);
      const change = testId(0x7000 + classes);
      const longer = { classCode, to: at('18:00', 11) };
      await world.requestChange(r(1), change, { ...longer, time: at('12:10', 9) });
      await world.drained();
      expect(await world.published('capacity-held', r(1))).toHaveLength(2);
      await world.acceptChange(r(1), change, { ...longer, time: at('12:11', 9) });
      await world.drained();
      expect(await world.allocations(`reservationId=${r(1)}&status=active`)).toEqual([
        expect.objectContaining({ vehicleId: v(2), classCode: higher, to: at('19:00', 11) }),
      ]);
      await world.reserve(r(2), {
        classCode: higher,
        from: at('19:00', 11),
        to: at('19:00', 12),
        time: at('12:20', 9),
      });
      expect(await world.hold(r(2))).toMatchObject({ vehicleId: v(2) });
    });

    it('is free again in its class when the reservation is cancelled', async () => {
      await world.reserve(r(1), { classCode });
      await upgrade();
      await world.submit(r(2), { classCode: higher, time: at('12:05', 9) });
      await world.drained();
      expect(await world.published('capacity-refused', r(2))).toHaveLength(1);
      await world.cancel(r(1), at('12:10', 9));
      await world.drained();
      await world.reserve(r(3), { classCode: higher, time: at('12:15', 9) });
      expect(await bound(r(3))).toEqual([v(2)]);
    });
  });
});
