import { at, testId } from '@houtai/testing';
import { AbsenceWorld } from './absence-world';
import { A, B, RentalWorld } from './rental-world';

/** Inside the horizon of day 10: what is confirmed is bound. */
const near = at('20:00', 9);

describe('a vehicle that is to be away', () => {
  let world: RentalWorld;
  let absences: AbsenceWorld;
  let classes = 0;
  let classCode: string;
  let r: (n: number) => string;
  let v: (n: number) => string;
  let absence: string;

  beforeAll(async () => {
    world = await RentalWorld.start();
    absences = new AbsenceWorld(world);
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
    absence = testId(0x4000 + classes);
    await world.defineClass(classCode, classes * 10);
    await world.register(v(1), classCode);
    await world.drained();
  });

  const bound = async (id: string) =>
    (await world.allocations(`vehicleId=${id}&status=active`)).map(({ from, to }) => [from, to]);
  const vehicleOf = async (reservationId: string) =>
    (await world.allocations(`reservationId=${reservationId}&status=active`))[0]?.vehicleId;
  const conflicts = async () =>
    (await world.conflicts()).flatMap(({ reservationId, conflict }) =>
      [1, 2, 3].map(r).includes(reservationId) ? [[reservationId, conflict]] : [],
    );

  it('is held for that, bound at once, and promised to nobody meanwhile', async () => {
    await absences.ask(absence, [v(1)]);
    const subject = { kind: 'maintenance', id: absence };
    const span = { from: at('12:00', 10), to: at('16:00', 10) };
    const stops = { pickUp: { branchId: A, at: span.from }, return: { branchId: A, at: span.to } };
    expect(await absences.told('capacity-held', absence)).toEqual([
      { subject, questionId: absence, vehicleId: v(1), classCode, ...stops, heldAt: at('20:30', 9) },
    ]);
    expect(await absences.told('vehicle-allocated', absence)).toEqual([
      expect.objectContaining({ subject, vehicleId: v(1), ...span }),
    ]);
    await absences.confirm(absence);
    await world.submit(r(1), { classCode, time: near });
    await world.submit(r(2), { classCode, from: at('16:00', 10), time: near });
    await world.drained();
    expect(await world.published('capacity-refused', r(1))).toHaveLength(1);
    expect(await world.published('capacity-held', r(2))).toHaveLength(1);
    const [hold] = await world.service.sql(`select status from capacity_hold where subject_id = $1`, [
      absence,
    ]);
    expect(hold).toEqual({ status: 'firm' });
  });

  it('is protected by the database as a rental is, and given to no other', async () => {
    await absences.ask(absence, [v(1)]);
    const [taken] = await world.allocations(`vehicleId=${v(1)}&status=active`);
    const again = `insert into allocation (allocation_id, reservation_id, vehicle_id, class_code, during, status, version,
                     allocated_at) values ($1, $1, $2, 'x', tstzrange($3, $4), 'active', 1, now())`;
    const values = [testId(9), v(1), at('13:00', 10), at('14:00', 10)];
    await expect(world.service.sql(again, values)).rejects.toThrow('no_double_booking');
    await absences.confirm(absence);
    const swap = await world.service.http('POST', `/api/v1/allocations/${taken?.id}/swap`, { body: {} });
    expect(swap).toMatchObject({ status: 409, body: { code: 'reservation-not-waiting' } });
  });

  it('yields to a promise when it only should be, and is told what is in the way and when it could', async () => {
    await world.reserve(r(1), { classCode });
    await absences.ask(absence, [v(1)]);
    const [refused] = await absences.told('capacity-refused', absence);
    expect(refused).toMatchObject({ questionId: absence, subject: { id: absence } });
    expect(refused?.reasons).toEqual([
      expect.objectContaining({ rule: 'promise', inTheWay: { kind: 'rental', id: r(1) } }),
    ]);
    const window = (from: string, to: string) => ({
      ...{ classCode, vehicleId: v(1) },
      ...{ pickUp: { branchId: A, at: from }, return: { branchId: A, at: to } },
    });
    expect(refused?.alternatives).toEqual([
      window(at('06:00', 10), at('10:00', 10)),
      window(at('11:00', 11), at('15:00', 11)),
    ]);
    expect(await bound(v(1))).toEqual([]);
  });

  it('takes the first candidate that has nothing to do, and a later time where it may move', async () => {
    await world.register(v(2), classCode);
    await world.reserve(r(1), { classCode });
    const busy = (await world.hold(r(1)))?.vehicleId ?? '';
    const idle = busy === v(1) ? v(2) : v(1);
    await absences.ask(absence, [busy, idle]);
    expect(await absences.told('capacity-held', absence)).toEqual([
      expect.objectContaining({ vehicleId: idle }),
    ]);
    const other = testId(0x4100 + classes);
    const candidates = [{ vehicleId: busy, from: at('12:00', 10), latestFrom: at('12:00', 12) }];
    await absences.ask(other, [], { candidates, firmness: 'movable' });
    expect(await absences.told('capacity-held', other)).toEqual([
      expect.objectContaining({ pickUp: { branchId: A, at: at('11:00', 11) } }),
    ]);
  });

  it('moves what is only planned to another vehicle, also when it only should be', async () => {
    await world.register(v(2), classCode);
    await world.reserve(r(1), { classCode });
    const planned = (await world.hold(r(1)))?.vehicleId ?? '';
    await absences.ask(absence, [planned]);
    expect(await absences.told('capacity-held', absence)).toHaveLength(1);
    expect((await world.hold(r(1)))?.vehicleId).toBe(planned === v(1) ? v(2) : v(1));
  });

  it('when it must be, bound promises get another vehicle, and without one they are listed', async () => {
    await world.register(v(2), classCode);
    await world.drained();
    await world.reserve(r(1), { classCode, time: near });
    const first = (await vehicleOf(r(1))) ?? '';
    await absences.ask(absence, [first], { need: 'should' });
    expect(await absences.told('capacity-refused', absence)).toHaveLength(1);
    const [must, second] = [testId(0x4100 + classes), testId(0x4200 + classes)];
    await absences.ask(must, [first], { need: 'must' });
    expect(await absences.told('capacity-held', must)).toHaveLength(1);
    const other = (await vehicleOf(r(1))) ?? '';
    expect(other).not.toBe(first);
    expect(await conflicts()).toEqual([]);
    await absences.ask(second, [other], { need: 'must' });
    expect(await bound(other)).toContainEqual([at('12:00', 10), at('16:00', 10)]);
    expect(await conflicts()).toEqual([[r(1), 'vehicle-late']]);
  });

  it('cannot be while a customer has it', async () => {
    await world.reserve(r(1), { classCode, time: near });
    await world.handOver(r(1), v(1), at('10:00', 10), { classCode });
    await world.drained();
    await new AbsenceWorld(world, at('10:30', 10)).ask(absence, [v(1)], { need: 'must' });
    const [refused] = await absences.told('capacity-refused', absence);
    expect(refused?.reasons).toEqual([expect.objectContaining({ rule: 'vehicle-on-rent' })]);
    expect(refused?.alternatives).toHaveLength(1);
  });

  it('is free again when that is withdrawn, has expired or is over, and a second time of each has no effect', async () => {
    const ids = [absence, testId(0x4100 + classes), testId(0x4200 + classes)];
    const reasons = ['withdrawn', 'expired', 'ended'] as const;
    for (const [n, id] of ids.entries()) {
      await absences.ask(id, [v(1)]);
      await absences.ask(id, [v(1)]);
      expect(await absences.told('capacity-held', id)).toHaveLength(1);
      if (reasons[n] === 'ended') await absences.confirm(id);
      for (const _ of [1, 2]) await absences.drop(id, reasons[n] ?? 'ended', at('13:00', 10));
      expect(await bound(v(1))).toEqual([]);
    }
    const told = await Promise.all(ids.map((id) => absences.told('capacity-released', id)));
    expect(told.map((facts) => facts.map(({ reason }) => reason))).toEqual([
      ['cancelled'],
      ['expired'],
      ['completed'],
    ]);
    const [over] = await world.allocations(`vehicleId=${v(1)}&status=completed`);
    expect(over).toMatchObject({ from: at('12:00', 10), to: at('13:00', 10) });
    await absences.confirm(absence);
    expect(await bound(v(1))).toEqual([]);
  });

  it('begins later when the customer before it is late, and is listed when it cannot begin at all', async () => {
    const wish = { classCode, from: at('10:00', 10), to: at('11:00', 10), time: near };
    await world.reserve(r(1), wish);
    await absences.ask(absence, [v(1)]);
    await absences.confirm(absence);
    await world.handOver(r(1), v(1), at('10:00', 10), wish);
    await world.drained();
    await world.overdue(r(1), v(1), at('11:30', 10));
    await world.drained();
    // expected back four hours later, and ready an hour after that
    expect(await world.conflicts()).toContainEqual(
      expect.objectContaining({ subject: { kind: 'maintenance', id: absence }, conflict: 'vehicle-late' }),
    );
    expect(await bound(v(1))).toEqual([[at('10:00', 10), at('16:30', 10)]]);
    await absences.drop(absence, 'withdrawn', at('12:00', 10));
    expect(await world.conflicts()).toEqual(
      expect.not.arrayContaining([
        expect.objectContaining({ subject: { kind: 'maintenance', id: absence } }),
      ]),
    );
  });

  it('is at another branch after a transfer, and promised there from then on', async () => {
    const move = { kind: 'transfer' as const, kindOfUse: 'transfer' as const };
    const candidates = [{ vehicleId: v(1), from: at('12:00', 10), toBranchId: B }];
    await absences.ask(absence, [], { ...move, candidates });
    expect(await absences.told('capacity-held', absence)).toEqual([
      expect.objectContaining({
        pickUp: { branchId: A, at: at('12:00', 10) },
        return: { branchId: B, at: at('16:00', 10) },
      }),
    ]);
    const [from, to] = [at('17:00', 10), at('09:00', 11)];
    await world.submit(r(1), { classCode, from, to, time: near });
    await world.submit(r(2), { classCode, from, to, pickUpAt: B, returnAt: B, time: near });
    await world.submit(r(3), { classCode, from: at('08:00', 10), to: at('10:00', 10), time: near });
    await world.drained();
    expect(await world.published('capacity-refused', r(1))).toHaveLength(1);
    expect(await world.published('capacity-held', r(2))).toHaveLength(1);
    expect(await world.published('capacity-held', r(3))).toHaveLength(1);
    await world.cancel(r(3), near);
    await world.move(v(1), B, at('15:30', 10));
    await absences.drop(absence, 'ended', at('15:30', 10));
    await world.confirm(r(2), { classCode, from, to, pickUpAt: B, returnAt: B, time: at('15:31', 10) });
    await world.drained();
    expect(await vehicleOf(r(2))).toBe(v(1));
  });

  it('is refused where no such vehicle is known, and where nothing is named', async () => {
    await absences.ask(absence, [testId(0x77)]);
    const other = testId(0x4100 + classes);
    await absences.ask(other, []);
    for (const id of [absence, other]) {
      const [refused] = await absences.told('capacity-refused', id);
      expect(refused).toMatchObject({ reasons: [{ rule: 'vehicle-in-fleet' }], alternatives: [] });
    }
  });
});
