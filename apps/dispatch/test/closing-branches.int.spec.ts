import { ordersCapacityRequestedV1 } from '@houtai/event-catalogue';
import { at, testId } from '@houtai/testing';
import { A, A2, B, RentalWorld, type Wish } from './rental-world';

/** Of the city of A and A2. */
const C = testId(0xc);
const [AT_C, AT_A, ALSO_AT_A, LATER_AT_A] = [testId(0x1), testId(0x2), testId(0x4), testId(0x3)];
const [ROUND, RETURNED, FETCHED, ONWARD, EARLY, UNTOLD, USED] = [1, 2, 3, 4, 5, 6, 7].map((n) =>
  testId(0x10 + n),
) as [string, string, string, string, string, string, string];
/** C closes on day 20 at noon. */
const closing = at('12:00', 20);
const decided = at('09:00', 2);

type Stops = {
  classCode: string;
  pickUp: { branchId: string; at: string };
  return: { branchId: string; at: string };
};

describe('a branch that closes', () => {
  let world: RentalWorld;
  let asked = 0;

  beforeAll(async () => {
    world = await RentalWorld.start({ env: { HOUTAI_DISPATCH_AUTOMATIC_UPGRADE: 'false' } });
    await world.openBranch(C, 'Shanghai');
    await world.defineClass('compact', 1);
    await world.defineClass('suv', 2);
    await world.register(AT_C, 'compact', C);
    for (const vehicleId of [AT_A, ALSO_AT_A]) await world.register(vehicleId, 'suv', A);
    for (let n = 0; n < 3; n += 1) await world.register(testId(0x30 + n), 'suv', C);
    await world.drained();
    await world.reserve(EARLY, atC(at('10:00', 12), at('10:00', 13)));
    await world.reserve(ROUND, { ...atC(at('10:00', 22), at('10:00', 23)), classCode: 'suv' });
    await world.reserve(RETURNED, { classCode: 'suv', from: at('10:00', 18), to: closing, returnAt: C });
    await world.reserve(FETCHED, { from: at('10:00', 21), to: at('10:00', 22), pickUpAt: C });
    await world.reserve(ONWARD, { from: at('10:00', 24), to: at('10:00', 25) });
    await world.register(LATER_AT_A, 'compact');
    await world.drained();
  });
  afterAll(async () => {
    const [overlaps, parked] = [await world.overlaps(), await world.parked()];
    await world.close();
    expect(overlaps).toEqual([]);
    expect(parked).toEqual([]);
  });

  const atC = (from: string, to: string): Wish => ({ from, to, pickUpAt: C, returnAt: C });
  const tell = async (closedFrom: string, time = decided) => {
    await world.closeBranch(C, closedFrom, time);
    await world.drained();
    await world.service.advanceTo(time);
  };
  const listed = async () =>
    (await world.conflicts())
      .map(
        (hold) =>
          hold as unknown as { reservationId: string; conflict: string | null; closedBranchId: string },
      )
      .map(({ reservationId, conflict, closedBranchId }) => [reservationId, conflict, closedBranchId])
      .sort();
  const escalated = async () =>
    (await world.published('promise-escalated')).map((data) => {
      return data as unknown as Stops & { subject: { id: string }; options: (Stops & { kind: string })[] };
    });
  const ended = async () =>
    (await world.published('escalation-ended'))
      .map((data) => data as unknown as { subject: { id: string }; outcome: string })
      .map(({ subject: { id }, outcome }) => [id, outcome])
      .sort();
  const answerTo = async (wish: Wish) => {
    const id = testId(0x100 + (asked += 1));
    await world.submit(id, { time: at('10:00', 2), ...wish });
    await world.drained();
    const [refused] = await world.published('capacity-refused', id);
    return refused as unknown as
      { reasons: { rule: string; message: string }[]; alternatives: Stops[] } | undefined;
  };
  const isAtClosed = ({ pickUp, return: back }: Stops) =>
    [pickUp, back].some(({ branchId, at: time }) => branchId === C && time >= closing);

  it('leaves nothing that was promised beyond its date unsaid, and covers again what counted on it', async () => {
    expect((await world.hold(ONWARD))?.vehicleId).toBe(AT_C);
    await tell(closing);
    expect(await listed()).toEqual([
      [ROUND, null, C],
      [RETURNED, null, C],
      [FETCHED, null, C],
    ]);
    expect(await world.hold(ONWARD)).toMatchObject({
      vehicleId: LATER_AT_A,
      conflict: null,
      closedBranchId: null,
    });
    expect(await world.hold(EARLY)).toMatchObject({ vehicleId: AT_C, conflict: null, closedBranchId: null });
  });

  it('is told to others once, with what there is elsewhere and before', async () => {
    const told = new Map((await escalated()).map((one) => [one.subject.id, one]));
    expect([...told.keys()].sort()).toEqual([ROUND, RETURNED, FETCHED]);
    expect(told.get(ROUND)).toMatchObject({
      conflict: 'no-vehicle',
      closedBranchId: C,
      conflictSince: decided,
    });
    const options = [...told.values()].flatMap((one) => one.options);
    expect(options.length).toBeGreaterThan(3);
    expect(options.filter(isAtClosed)).toEqual([]);
    expect(told.get(RETURNED)?.options).toContainEqual(
      expect.objectContaining({ kind: 'branch', return: { branchId: A, at: closing } }),
    );
    const { id } = (await world.hold(ROUND)) ?? {};
    const { body } = await world.service.http('GET', `/api/v1/dispatch-conflicts/${String(id)}/options`);
    expect(body).toEqual({ options: told.get(ROUND)?.options });
    for (const time of ['09:01', '09:30']) await world.service.advanceTo(at(time, 2));
    expect(await escalated()).toHaveLength(3);
  });

  it.each<[string, Wish, string]>([
    ['picked up there', { from: closing, to: at('12:00', 21), pickUpAt: C }, 'pick-up'],
    ['returned there', { from: at('12:00', 19), to: closing, returnAt: C }, 'return'],
    ['picked up there before and returned after', atC(at('12:00', 19), at('12:00', 21)), 'return'],
  ])('promises nothing more that is %s, and names what there is', async (_, wish, which) => {
    const refused = await answerTo({ ...wish, classCode: 'suv' });
    expect(refused?.reasons).toEqual([
      {
        rule: 'branch-open',
        message: `The branch of the ${which} is closed from ${closing} on`,
        facts: { closedFrom: closing, case: which },
      },
    ]);
    expect(refused?.alternatives.length).toBeGreaterThan(0);
    expect(refused?.alternatives.filter(isAtClosed)).toEqual([]);
    const { body } = await world.service.http('GET', '/api/v1/refused-wishes');
    expect(body).toMatchObject({ items: [] });
  });

  it('promises what is over before', async () => {
    const until = at('11:59', 20);
    expect(await answerTo({ ...atC(at('12:00', 19), until), classCode: 'suv' })).toBeUndefined();
  });

  it('names no other time beyond the date for what there is no vehicle for', async () => {
    const refused = await answerTo({ ...atC(at('10:00', 12), at('11:00', 20)), classCode: 'compact' });
    expect(refused?.reasons).toMatchObject([{ rule: 'capacity' }]);
    expect(refused?.alternatives.filter(isAtClosed)).toEqual([]);
  });

  it('has no vehicle free from the hour on in which it closes', async () => {
    const free = async (from: string, to: string) => {
      const query = `classCode=compact&branchId=${C}&from=${from}&to=${to}`;
      const { body } = await world.service.http<{ hours: { free: number }[] }>(
        'GET',
        `/api/v1/availability?${query}`,
      );
      return body.hours.map((hour) => hour.free);
    };
    expect(await free(at('10:00', 20), at('14:00', 20))).toEqual([1, 1, 0, 0]);
  });

  it('keeps what orders has confirmed all the same, and lists it', async () => {
    await world.confirm(UNTOLD, {
      ...atC(at('10:00', 26), at('10:00', 27)),
      classCode: 'suv',
      time: at('11:00', 2),
    });
    await world.drained();
    const hold = await world.hold(UNTOLD);
    expect(hold).toMatchObject({ status: 'firm', conflict: null, closedBranchId: C });
    expect(hold?.vehicleId).toEqual(expect.any(String));
  });

  it('is followed to a later and to an earlier date, however often it is told', async () => {
    await tell(at('00:00', 23), at('12:00', 2));
    expect(await listed()).toEqual([
      [ROUND, null, C],
      [UNTOLD, null, C],
    ]);
    expect(await ended()).toEqual([
      [RETURNED, 'served'],
      [FETCHED, 'served'],
    ]);
    await tell(at('00:00', 23), at('12:01', 2));
    await tell(at('00:00', 13), at('12:02', 2));
    expect((await listed()).map(([id]) => id)).toEqual(
      [EARLY, FETCHED, RETURNED, ROUND, UNTOLD, testId(0x104)].sort(),
    );
    await tell(closing, at('12:03', 2));
    expect((await listed()).map(([id]) => id)).toEqual([ROUND, RETURNED, FETCHED, UNTOLD]);
  });

  it('is in order for who is moved elsewhere', async () => {
    const change = testId(0x90);
    const elsewhere = { from: at('10:00', 22), to: at('10:00', 23), classCode: 'suv' };
    const refused = { ...atC(at('10:00', 23), at('10:00', 24)), classCode: 'suv' };
    await world.requestChange(ROUND, change, { ...refused, time: at('13:00', 2) });
    await world.drained();
    expect(await world.published('capacity-refused', ROUND)).toMatchObject([
      { reasons: [{ rule: 'branch-open' }] },
    ]);
    await world.refuseChange(ROUND, change, at('13:01', 2));
    await world.requestChange(ROUND, testId(0x91), { ...elsewhere, time: at('13:02', 2) });
    await world.drained();
    await world.acceptChange(ROUND, testId(0x91), { ...elsewhere, time: at('13:03', 2) });
    await world.drained();
    await world.service.advanceTo(at('13:04', 2));
    expect((await listed()).map(([id]) => id)).toEqual([RETURNED, FETCHED, UNTOLD]);
  });

  it('lengthens no rental beyond the date, and says until when it could be', async () => {
    const wish = { ...atC(at('08:00', 14), at('10:00', 15)), classCode: 'suv' };
    await world.reserve(USED, { ...wish, time: at('14:00', 2) });
    const vehicleId = (await world.hold(USED))?.vehicleId ?? '';
    await world.handOver(USED, vehicleId, at('08:00', 14), wish);
    await world.drained();
    const time = at('09:00', 14);
    const ask = async (questionId: string, back: string) => {
      const stops = { pickUp: { branchId: C, at: at('08:00', 14) }, return: { branchId: C, at: back } };
      const question = {
        questionId,
        subject: { kind: 'rental' as const, id: USED },
        kind: 'extend' as const,
      };
      const terms = {
        wishes: [{ classCode: 'suv', ...stops }],
        expiresAt: at('09:15', 14),
        requestedAt: time,
      };
      await world.publish(ordersCapacityRequestedV1, USED, { ...question, ...terms }, time);
      await world.drained();
    };
    await ask(testId(0x92), closing);
    expect(await world.published('capacity-refused', USED)).toMatchObject([
      {
        reasons: [{ rule: 'branch-open' }],
        alternatives: [{ return: { branchId: C, at: at('11:59', 20) } }],
      },
    ]);
  });

  it('tells of a rental under way that would come back to it', async () => {
    const before = await escalated();
    await tell(at('09:30', 15), at('09:30', 14));
    const told = (await escalated()).slice(before.length).find(({ subject }) => subject.id === USED);
    expect(told?.options).toEqual(
      [A, A2].map((branchId) => {
        return expect.objectContaining({ kind: 'branch', return: { branchId, at: at('10:00', 15) } });
      }),
    );
  });

  it('that stays open after all has everything in order again', async () => {
    await world.reopenBranch(C, at('10:00', 14));
    await world.drained();
    await world.service.advanceTo(at('10:00', 14));
    expect((await listed()).filter(([, , closedBranchId]) => closedBranchId !== null)).toEqual([]);
    const open = new Set((await escalated()).map(({ subject }) => subject.id));
    for (const [id] of await ended()) open.delete(id ?? '');
    expect([...open]).toEqual([]);
    expect(
      await answerTo({ ...atC(at('12:00', 30), at('12:00', 31)), classCode: 'suv', time: at('10:00', 14) }),
    ).toBeUndefined();
  });

  it('was never anything to branches that stay', async () => {
    expect(await answerTo({ from: at('12:00', 40), to: at('12:00', 41), pickUpAt: B })).toMatchObject({
      reasons: [{ rule: 'capacity' }],
    });
  });
});
