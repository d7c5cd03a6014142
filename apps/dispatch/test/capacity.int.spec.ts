import { at, testId } from '@houtai/testing';
import { A, A2, B, RentalWorld } from './rental-world';

const vehicle = (n: number) => testId(0x1000 + n);
const reservation = (n: number) => testId(0x2000 + n);
const change = testId(0x3000);

describe('capacity of reservations', () => {
  let world: RentalWorld;
  let classes = 0;
  /** A class of its own for each test, so that they do not share vehicles. */
  let classCode: string;
  let r: (n: number) => string;
  let v: (n: number) => string;

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
    const base = classes * 16;
    r = (n) => reservation(base + n);
    v = (n) => vehicle(base + n);
    await world.defineClass(classCode, classes * 10);
  });

  it('holds capacity while there is any, and refuses with a reason and alternatives when there is none', async () => {
    await world.register(v(1), classCode);
    await world.register(v(2), classCode, A2, at('00:00', 300));
    await world.defineClass(`${classCode}-plus`, classes * 10 + 1);
    await world.register(v(3), `${classCode}-plus`);
    await world.drained();
    await world.submit(r(1), { classCode });
    await world.drained();
    await world.submit(r(2), { classCode });
    await world.drained();
    expect(await world.published('capacity-held', r(1))).toEqual([
      expect.objectContaining({ classCode, pickUp: { branchId: A, at: at('10:00', 10) } }),
    ]);
    const [refused] = await world.published('capacity-refused', r(2));
    expect(refused?.reasons).toEqual([
      {
        rule: 'capacity',
        message: `No vehicle of class ${classCode} is free for the whole time`,
        facts: { classCode, case: 'none-free' },
      },
    ]);
    expect(refused?.alternatives).toEqual([
      expect.objectContaining({ classCode: `${classCode}-plus` }),
      expect.objectContaining({ classCode, pickUp: { branchId: A, at: at('12:00', 11) } }),
      expect.objectContaining({ classCode, pickUp: { branchId: A2, at: at('10:00', 10) } }),
    ]);
  });

  it('offers a partner no other class or branch than its contract sells', async () => {
    const higher = `${classCode}-plus`;
    await world.defineClass(higher, classes * 10 + 1);
    await world.register(v(1), classCode);
    await world.register(v(2), classCode, A2);
    await world.register(v(3), higher);
    await world.drained();
    await world.submit(r(1), { classCode });
    await world.drained();
    const offered = async (n: number, partnerId: string) => {
      await world.submit(r(n), { classCode, partnerId });
      await world.drained();
      const [refused] = await world.published('capacity-refused', r(n));
      const { alternatives } = refused as unknown as {
        alternatives: { classCode: string; pickUp: { branchId: string }; return: { branchId: string } }[];
      };
      return alternatives.map((one) => [one.classCode, one.pickUp.branchId, one.return.branchId]);
    };
    const [all, branch, narrow, unheardOf] = [testId(0xb1), testId(0xb2), testId(0xb3), testId(0xb4)];
    await world.signs(all, { classCodes: undefined, branchIds: undefined });
    await world.signs(branch, { classCodes: [classCode], branchIds: [A, A2] });
    await world.signs(narrow, { classCodes: [classCode], branchIds: [A] });
    const [here, above, there] = [
      [classCode, A, A],
      [higher, A, A],
      [classCode, A2, A2],
    ];
    expect(await offered(2, all)).toEqual([above, here, there]);
    expect(await offered(3, branch)).toEqual([here, there, here]);
    expect(await offered(4, narrow)).toEqual([here, here, here]);
    expect(await offered(5, unheardOf)).toEqual([here, here, here]);
  });

  it('frees what an expired or cancelled reservation held', async () => {
    await world.register(v(1), classCode);
    await world.drained();
    for (const n of [1, 2, 3]) {
      await world.submit(r(n), { classCode });
      await world.drained();
      expect(await world.published('capacity-held', r(n))).toHaveLength(1);
      await (n === 1 ? world.expire(r(n)) : world.cancel(r(n)));
      await world.drained();
    }
    expect(await world.published('capacity-released', r(1))).toEqual([
      expect.objectContaining({ reason: 'expired' }),
    ]);
    expect(await world.published('capacity-released', r(2))).toEqual([
      expect.objectContaining({ reason: 'cancelled' }),
    ]);
  });

  it('plans the class anew when a promise does not fit as things stand', async () => {
    await world.register(v(1), classCode);
    await world.register(v(2), classCode, A, at('00:00', 14));
    await world.drained();
    // The first goes to the vehicle that is free for long; the long one can only be served there.
    await world.service.sql(`update vehicle set free_from = $2 where vehicle_id = $1`, [
      v(2),
      at('00:00', 1),
    ]);
    await world.submit(r(1), { classCode, from: at('10:00', 10), to: at('10:00', 11) });
    await world.drained();
    await world.service.sql(`update capacity_hold set vehicle_id = $2 where reservation_id = $1`, [
      r(1),
      v(1),
    ]);
    await world.submit(r(2), { classCode, from: at('10:00', 10), to: at('10:00', 20) });
    await world.drained();
    expect(await world.published('capacity-held', r(2))).toHaveLength(1);
    expect((await world.hold(r(1)))?.vehicleId).toBe(v(2));
    expect((await world.hold(r(2)))?.vehicleId).toBe(v(1));
  });

  it('counts a vehicle where its one-way rental ends', async () => {
    await world.register(v(1), classCode);
    await world.drained();
    await world.submit(r(1), { classCode, returnAt: B });
    await world.drained();
    await world.submit(r(2), { classCode, from: at('10:30', 11), to: at('10:00', 12), pickUpAt: B });
    await world.submit(r(3), { classCode, from: at('11:00', 11), to: at('10:00', 12), pickUpAt: A });
    await world.drained();
    expect(await world.published('capacity-refused', r(3))).toHaveLength(1);
    // Half an hour after the return the vehicle is still being cleaned.
    expect(await world.published('capacity-refused', r(2))).toHaveLength(1);
    await world.submit(r(4), { classCode, from: at('11:00', 11), to: at('10:00', 12), pickUpAt: B });
    await world.drained();
    expect(await world.published('capacity-held', r(4))).toHaveLength(1);
  });

  it('answers a change while the old hold stays, and swaps when orders has accepted it', async () => {
    await world.register(v(1), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode });
    const longer = { classCode, to: at('10:00', 12) };
    await world.requestChange(r(1), change, longer);
    await world.drained();
    expect(await world.published('capacity-held', r(1))).toEqual([
      expect.not.objectContaining({ changeId: change }),
      expect.objectContaining({ changeId: change, return: { branchId: A, at: at('10:00', 12) } }),
    ]);
    // Both are held meanwhile: neither the old nor the new time is free for another.
    await world.submit(r(2), { classCode, from: at('12:00', 11), to: at('10:00', 12) });
    await world.drained();
    expect(await world.published('capacity-refused', r(2))).toHaveLength(1);
    await world.acceptChange(r(1), change, longer);
    await world.drained();
    expect(await world.published('capacity-released', r(1))).toEqual([
      expect.objectContaining({ reason: 'changed' }),
    ]);
    await world.submit(r(3), { classCode, from: at('11:00', 12), to: at('10:00', 13) });
    await world.drained();
    expect(await world.published('capacity-held', r(3))).toHaveLength(1);
  });

  it('gives back the new hold when orders refuses the change, and keeps the old one', async () => {
    await world.register(v(1), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode });
    await world.requestChange(r(1), change, { classCode, to: at('10:00', 12), returnAt: B });
    await world.drained();
    await world.refuseChange(r(1), change);
    await world.drained();
    expect(await world.published('capacity-released', r(1))).toEqual([]);
    await world.submit(r(2), { classCode, from: at('11:00', 11), to: at('10:00', 12) });
    await world.drained();
    expect(await world.published('capacity-held', r(2))).toHaveLength(1);
  });

  it('refuses a change for which there is no room, and the old hold stays', async () => {
    await world.register(v(1), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode });
    await world.reserve(r(2), { classCode, from: at('12:00', 11), to: at('10:00', 12) });
    await world.requestChange(r(1), change, { classCode, to: at('10:00', 12) });
    await world.drained();
    expect(await world.published('capacity-refused', r(1))).toEqual([
      expect.objectContaining({ changeId: change }),
    ]);
    expect(await world.hold(r(1))).toMatchObject({ status: 'firm', vehicleId: v(1) });
  });

  it('says hour by hour how many vehicles are free', async () => {
    await world.register(v(1), classCode);
    await world.register(v(2), classCode);
    await world.drained();
    await world.submit(r(1), { classCode, from: at('10:00', 10), to: at('12:00', 10) });
    await world.drained();
    const ask = (from: string, to: string) =>
      world.service.http(
        'GET',
        `/api/v1/availability?classCode=${classCode}&branchId=${A}&from=${from}&to=${to}`,
      );
    const answer = await ask(at('09:00', 10), at('14:00', 10));
    expect((answer.body as { hours: { free: number }[] }).hours.map(({ free }) => free)).toEqual([
      2, 1, 1, 1, 2,
    ]);
    const partner = { roles: ['partner-key'], partner: testId(0xa1) };
    const asPartner = (changes: object = {}) => {
      const asked = { classCode, branchId: A, from: at('09:00', 10), to: at('11:00', 10), ...changes };
      const query = new URLSearchParams(asked).toString();
      return world.service.http('GET', `/api/v1/availability?${query}`, partner);
    };
    expect(await asPartner()).toMatchObject({ status: 503 });
    await world.signs(partner.partner, { classCodes: [classCode], branchIds: [A] });
    expect((await asPartner({ classCode: 'suv' })).body).toMatchObject({ code: 'class-not-in-contract' });
    expect((await asPartner({ branchId: B })).body).toMatchObject({ code: 'branch-not-in-contract' });
    expect((await asPartner()).body).toEqual({
      classCode,
      branchId: A,
      hours: [
        { from: at('09:00', 10), available: true },
        { from: at('10:00', 10), available: true },
      ],
    });
    expect((await ask(at('09:00', 10), at('09:00', 10))).body).toMatchObject({
      status: 422,
      code: 'period-empty',
    });
    expect((await ask(at('09:00'), at('10:00', 40))).body).toMatchObject({ code: 'period-too-long' });
    expect((await ask('yesterday', at('10:00', 40))).body).toMatchObject({ code: 'validation-failed' });
  });

  it('applies every event once however often it is delivered, and a submission of a class unknown is refused', async () => {
    const id = testId(0x4000);
    const { reservationSubmittedV1 } = await import('@houtai/event-catalogue');
    const data = { ...reservationSubmittedV1.sample, reservationId: r(9), classCode: 'nowhere' };
    for (let time = 0; time < 3; time += 1) {
      await world.service.publish({
        event: reservationSubmittedV1,
        key: r(9),
        aggregateVersion: 1,
        data,
        id,
      });
    }
    await world.drained();
    expect(await world.published('capacity-refused', r(9))).toEqual([
      expect.objectContaining({
        reasons: [
          {
            rule: 'capacity',
            message: 'There is no vehicle of class nowhere',
            facts: { classCode: 'nowhere', case: 'none-there' },
          },
        ],
      }),
    ]);
  });
});
