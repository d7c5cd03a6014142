import { at, testId } from '@houtai/testing';
import type { KeptWhatIfView } from '../src/views/kept-what-if.dto';
import { A, A2, B, RentalWorld, type Wish } from './rental-world';

const PATH = '/api/v1/what-ifs';
const ASKED = at('10:00', 2);
let serial = 0;

/** Each test has a class of its own, and with it a plan of its own. */
describe('a what-if that is kept', () => {
  let world: RentalWorld;
  let classCode: string;

  beforeAll(async () => {
    world = await RentalWorld.start({ env: { HOUTAI_DISPATCH_AUTOMATIC_UPGRADE: 'false' } });
  });
  beforeEach(async () => {
    serial += 1;
    classCode = `class-${serial}`;
    await world.defineClass(classCode, serial);
  });
  afterAll(async () => {
    const [overlaps, parked] = [await world.overlaps(), await world.parked()];
    await world.close();
    expect([overlaps, parked]).toEqual([[], []]);
  });

  const id = (kind: number, n: number) => testId(0x10_000 * kind + 0x100 * serial + n);
  const car = (n: number) => id(1, n);
  const rental = (n: number) => id(2, n);
  const vehicles = async (...branches: string[]) => {
    for (const [n, branchId] of branches.entries()) await world.register(car(n), classCode, branchId);
    await world.drained();
  };
  const promise = (n: number, wish: Wish = {}) => world.reserve(rental(n), { classCode, ...wish });
  const vehicleOf = async (n: number) => (await world.hold(rental(n)))?.vehicleId;
  const post = (path: string, body: object, time: string, more: object = {}) =>
    world.service.http<KeptWhatIfView>('POST', path, { body, time, roles: ['dispatcher'], ...more });
  const ask = async (question: object, time = ASKED) => {
    const { status, body } = await post(PATH, question, time);
    expect([status, body]).toMatchObject([201, { status: 'open', askedAt: time }]);
    return body;
  };
  const commit = (asked: KeptWhatIfView, time = at('10:10', 2)) =>
    post(`${PATH}/${asked.id}/commit`, {}, time);
  const discard = (asked: KeptWhatIfView, time = at('10:10', 2)) =>
    post(`${PATH}/${asked.id}/discard`, {}, time);
  const other = (vehicleId: string | null | undefined) => (vehicleId === car(0) ? car(1) : car(0));
  const shown = async (asked: KeptWhatIfView, time = ASKED) =>
    (await world.service.http<KeptWhatIfView>('GET', `${PATH}/${asked.id}`, { time })).body;

  it('says which promises a missing vehicle would move, and moves them when it is committed', async () => {
    await vehicles(A, A);
    await promise(1);
    const from = (await vehicleOf(1)) ?? '';
    const span = { from: at('00:00', 9), until: at('00:00', 12) };
    const asked = await ask({ missingVehicleId: from, ...span });
    const move = {
      subject: { kind: 'rental', id: rental(1) },
      fromVehicleId: from,
      toVehicleId: other(from),
    };
    expect(asked).toMatchObject({
      ...{ commitBefore: at('10:30', 2), question: { missingVehicleId: from, ...span }, outcome: null },
      classes: [{ classCode, promises: 1, moved: 1, lost: 0 }],
      moves: [move],
    });
    expect(await vehicleOf(1)).toBe(from);
    expect(await shown(asked)).toEqual(asked);
    const { status, body } = await commit(asked);
    expect([status, body]).toMatchObject([200, { status: 'committed', decidedAt: at('10:10', 2) }]);
    expect(body.outcome).toEqual({
      ...{ moves: asked.moves, leftOut: [], remaining: [], keptFreeUntil: at('10:10', 3) },
      toDoInFleet: [{ kind: 'take-vehicle-out', branchIds: [], vehicleIds: [from], ...span }],
    });
    expect(await vehicleOf(1)).toBe(other(from));
  });

  it('keeps the vehicle free for fleet, no longer than a day and not outside of its time', async () => {
    await vehicles(A);
    const span = { from: at('00:00', 9), until: at('00:00', 12) };
    await commit(await ask({ missingVehicleId: car(0), ...span }));
    await promise(1, { time: at('11:00', 2) });
    expect(await world.conflicts()).toMatchObject([{ reservationId: rental(1), vehicleId: null }]);
    await promise(2, { from: at('10:00', 13), to: at('10:00', 14), time: at('11:00', 2) });
    expect(await vehicleOf(2)).toBe(car(0));
    await world.service.advanceTo(at('10:09', 3));
    expect(await vehicleOf(1)).toBeNull();
    await world.service.advanceTo(at('10:11', 3));
    expect(await vehicleOf(1)).toBe(car(0));
  });

  it('lists what has no other vehicle, and gives it back when the commit is discarded', async () => {
    await vehicles(A);
    await promise(1);
    const asked = await ask({ missingVehicleId: car(0) }, at('11:00', 3));
    expect(asked).toMatchObject({
      classes: [{ moved: 0, lost: 1, lostFirst: [{ subject: { id: rental(1) } }] }],
    });
    const { body } = await commit(asked, at('11:01', 3));
    expect(body.outcome).toMatchObject({
      moves: [],
      remaining: [{ subject: { id: rental(1) }, reason: 'no-other-vehicle' }],
      toDoInFleet: [{ from: null, until: null }],
    });
    expect(await world.hold(rental(1))).toMatchObject({ vehicleId: null, conflict: 'vehicle-unfit' });
    for (let n = 0; n < 2; n += 1)
      expect(await discard(asked, at('11:02', 3))).toMatchObject({
        status: 200,
        body: { status: 'discarded', outcome: { moves: [] } },
      });
    await world.service.advanceTo(at('11:10', 3));
    expect(await world.hold(rental(1))).toMatchObject({ vehicleId: car(0), conflict: null });
  });

  it('binds another vehicle where the pick-up is near, and leaves what is under way', async () => {
    await vehicles(A, A);
    const soon = { from: at('12:00', 3), to: at('12:00', 4), time: at('11:20', 3) };
    await promise(1, soon);
    const from = (await vehicleOf(1)) ?? '';
    const before = await world.allocations(`reservationId=${rental(1)}&status=active`);
    expect(before).toMatchObject([{ vehicleId: from }]);
    const { body } = await commit(await ask({ missingVehicleId: from }, at('11:30', 3)), at('11:31', 3));
    expect(body.outcome).toMatchObject({ moves: [{ toVehicleId: other(from) }], remaining: [] });
    const after = await world.allocations(`reservationId=${rental(1)}&status=active`);
    expect(after).toMatchObject([{ vehicleId: other(from) }]);
    await world.handOver(rental(1), other(from), at('12:00', 3), { classCode, ...soon });
    await world.drained();
    const under = await commit(await ask({ missingVehicleId: other(from) }, at('12:01', 3)), at('12:02', 3));
    expect(under.body.outcome).toMatchObject({ moves: [], remaining: [{ reason: 'under-way' }] });
  });

  it('decides by the plan of now: what is gone is left out, what has come is moved as well', async () => {
    await vehicles(A, A);
    await promise(1, { time: at('12:10', 3) });
    await promise(2, { from: at('10:00', 20), to: at('10:00', 21), time: at('12:10', 3) });
    const from = (await vehicleOf(1)) ?? '';
    const asked = await ask({ missingVehicleId: from, until: at('00:00', 30) }, at('12:20', 3));
    const named = asked.moves.map(({ subject }) => subject.id);
    expect(named).toContain(rental(1));
    await world.cancel(rental(1), at('12:21', 3));
    await world.drained();
    const next = { from: at('10:00', 14), to: at('10:00', 15), time: at('12:22', 3) };
    await promise(3, next);
    await promise(4, next);
    const { body } = await commit(asked, at('12:30', 3));
    expect(body.outcome?.leftOut).toMatchObject([{ subject: { id: rental(1) }, reason: 'ended' }]);
    const lost = (await vehicleOf(3)) === null ? 3 : 4;
    expect(body.outcome?.remaining).toMatchObject([{ subject: { id: rental(lost) } }]);
    const { body: timeline } = await world.service.http('GET', `/api/v1/vehicle-timelines/${from}`);
    expect(timeline).toMatchObject({ uses: [] });
    await discard(asked, at('12:31', 3));
  });

  it('is committed once, however often and by how many at once', async () => {
    await vehicles(A, A);
    await promise(1, { time: at('12:40', 3) });
    const asked = await ask({ missingVehicleId: (await vehicleOf(1)) ?? '' }, at('12:50', 3));
    const answers = await Promise.all([1, 2, 3].map(() => commit(asked, at('12:51', 3))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(answers[2]?.body).toEqual(answers[0]?.body);
    expect((await commit(asked, at('23:00', 3))).body).toEqual(answers[0]?.body);
  });

  it('and another one at once are made one after the other', async () => {
    await vehicles(A, A, A);
    await promise(1, { time: at('12:52', 3) });
    await promise(2, { time: at('12:52', 3) });
    const [one, two] = [(await vehicleOf(1)) ?? '', (await vehicleOf(2)) ?? ''];
    const [left = ''] = [car(0), car(1), car(2)].filter(
      (vehicleId) => vehicleId !== one && vehicleId !== two,
    );
    const asked = await Promise.all(
      [one, two].map((missingVehicleId) => ask({ missingVehicleId }, at('12:53', 3))),
    );
    expect(asked.map(({ moves }) => moves[0]?.toVehicleId)).toEqual([left, left]);
    const outcomes = await Promise.all(asked.map((each) => commit(each, at('12:54', 3))));
    const reasons = outcomes.flatMap(({ body }) => body.outcome?.leftOut.map(({ reason }) => reason));
    expect(reasons).toEqual(['no-vehicle']);
    expect([await vehicleOf(1), await vehicleOf(2)].sort()).toEqual([left, null].sort());
  });

  it('keeps free what another one about the same vehicle still needs', async () => {
    await vehicles(A);
    const spans = [9, 19].map((day) => ({ from: at('00:00', day), until: at('00:00', day + 3) }));
    const [early, late] = [
      await ask({ missingVehicleId: car(0), ...spans[0] }),
      await ask({ missingVehicleId: car(0), ...spans[1] }),
    ];
    for (const one of [early, late]) await commit(one, at('10:20', 2));
    await discard(late, at('10:21', 2));
    await promise(1, { from: at('10:00', 20), to: at('10:00', 21), time: at('10:22', 2) });
    expect(await vehicleOf(1)).toBe(car(0));
    await promise(2, { from: at('10:00', 10), to: at('10:00', 11), time: at('10:23', 2) });
    expect(await vehicleOf(2)).toBeNull();
    await discard(early, at('10:24', 2));
    await world.service.advanceTo(at('10:30', 2));
    expect(await vehicleOf(2)).toBe(car(0));
  });

  it('keeps no vehicle free any more that is back from its grounding', async () => {
    await vehicles(A);
    await commit(await ask({ missingVehicleId: car(0) }, at('12:55', 3)), at('12:56', 3));
    await world.ground(car(0), at('12:57', 3));
    await world.returnToService(car(0), at('12:58', 3));
    await world.drained();
    await promise(1, { time: at('12:59', 3) });
    expect(await vehicleOf(1)).toBe(car(0));
  });

  it('goes round a branch that closes, and leaves to orders what is promised there', async () => {
    await vehicles(A2, B);
    const days = (first: number) => ({ from: at('10:00', first), to: at('10:00', first + 1) });
    const time = at('13:00', 3);
    await promise(1, { ...days(10), pickUpAt: A2, returnAt: B, time });
    await promise(2, { ...days(12), pickUpAt: B, returnAt: B, time });
    await promise(3, { ...days(12), pickUpAt: B, returnAt: B, time });
    const round = [await vehicleOf(2), await vehicleOf(3)].indexOf(car(0)) === 0 ? 2 : 3;
    expect(await vehicleOf(round)).toBe(car(0));
    await world.cancel(rental(round === 2 ? 3 : 2), at('13:01', 3));
    await world.drained();
    const asked = await ask({ closedBranchId: A2, classCode, from: at('00:00', 9) }, at('13:10', 3));
    expect(asked).toMatchObject({
      classes: [{ classCode, moved: 1, lost: 1 }],
      moves: [{ subject: { id: rental(round) }, fromVehicleId: car(0), toVehicleId: car(1) }],
    });
    const { body } = await commit(asked, at('13:11', 3));
    expect(body.outcome).toEqual({
      ...{ moves: asked.moves, leftOut: [], keptFreeUntil: null },
      remaining: [
        expect.objectContaining({ subject: { kind: 'rental', id: rental(1) }, reason: 'branch-closed' }),
      ],
      toDoInFleet: [
        { kind: 'close-branch', branchIds: [A2], vehicleIds: [], from: at('00:00', 9), until: null },
      ],
    });
    expect([await vehicleOf(1), await vehicleOf(round)]).toEqual([car(0), car(1)]);
  });

  it('takes from a branch the vehicles that are to be moved, until fleet has moved them', async () => {
    await vehicles(A, A, A);
    await promise(1, { time: at('13:20', 3) });
    const busy = (await vehicleOf(1)) ?? '';
    const question = { movedVehicles: 2, classCode, fromBranchId: A, toBranchId: B };
    const asked = await ask(question, at('13:30', 3));
    const idle = [car(0), car(1), car(2)].filter((one) => one !== busy);
    expect(asked).toMatchObject({
      ...{ question: { ...question, at: at('13:30', 3) }, moves: [] },
      classes: [{ lost: 0, moved: 0, vehiclesMoved: idle }],
    });
    const { body } = await commit(asked, at('13:31', 3));
    expect(body.outcome).toMatchObject({
      remaining: [],
      toDoInFleet: [{ kind: 'move-vehicles', branchIds: [A, B], vehicleIds: idle, from: at('13:31', 3) }],
    });
    await promise(2, { time: at('13:32', 3) });
    expect(await vehicleOf(2)).toBeNull();
    await world.cancel(rental(2), at('13:33', 3));
    for (const vehicleId of idle) await world.move(vehicleId, A2, at('13:50', 3));
    await world.drained();
    await promise(4, { pickUpAt: A2, returnAt: A2, time: at('13:51', 3) });
    expect(await vehicleOf(4)).toBeNull();
    await world.cancel(rental(4), at('13:52', 3));
    for (const vehicleId of idle) await world.move(vehicleId, B, at('14:00', 3));
    await world.drained();
    await promise(3, { pickUpAt: B, returnAt: B, time: at('14:01', 3) });
    expect(idle).toContain(await vehicleOf(3));
    const { status, body: refused } = await post(PATH, { ...question, movedVehicles: 2 }, at('14:02', 3));
    expect([status, refused]).toMatchObject([
      409,
      { code: 'what-if-too-few-vehicles', detail: expect.stringContaining('Only 1 vehicle of class') },
    ]);
  });

  it('is refused by name when it is out of date, was discarded, or counts on vehicles that there are not', async () => {
    await vehicles(A);
    const question = { missingVehicleId: car(0) };
    const old = await ask(question, at('14:30', 3));
    expect(await commit(old, at('15:00', 3))).toMatchObject({
      status: 409,
      body: { code: 'what-if-expired' },
    });
    expect((await shown(old, at('15:00', 3))).status).toBe('expired');
    const given = await ask(question, at('14:30', 3));
    await discard(given, at('14:31', 3));
    expect(await commit(given, at('14:32', 3))).toMatchObject({
      status: 409,
      body: { code: 'what-if-discarded' },
    });
    const more = { addedVehicles: 1, classCode, branchId: A };
    const added = await ask({ ...question, ...more }, at('14:30', 3));
    expect(await commit(added, at('14:31', 3))).toMatchObject({
      status: 409,
      body: { code: 'what-if-needs-vehicles' },
    });
    expect((await commit({ ...old, id: id(3, 1) }, at('14:31', 3))).status).toBe(404);
  });

  it('names every fault of a question', async () => {
    const nowhere = id(3, 2);
    const fields = async (question: object) => {
      const { status, body } = await post(PATH, question, at('15:10', 3));
      const { errors } = body as unknown as { errors: { field: string }[] };
      return [status, ...errors.map(({ field }) => field)];
    };
    const move = { movedVehicles: 1, classCode, fromBranchId: A, toBranchId: A, at: at('00:00', 1) };
    expect(await fields({ ...move, until: at('00:00', 1) })).toEqual([
      400,
      'until',
      'until',
      'at',
      'toBranchId',
    ]);
    expect(await fields({ closedBranchId: nowhere, missingVehicleId: nowhere, classCode: 'none' })).toEqual([
      ...[400, 'closedBranchId', 'classCode', 'missingVehicleId'],
    ]);
    expect(await post(PATH, { movedVehicles: 1 }, at('15:10', 3))).toMatchObject({
      status: 422,
      body: {
        code: 'what-if-incomplete',
        detail: expect.stringContaining('classCode, fromBranchId, toBranchId'),
      },
    });
  });

  it('is asked by who may look at the plan, and decided by who may change it', async () => {
    await vehicles(A);
    const time = at('15:20', 3);
    const as = (role: string) => ({ roles: [role] });
    const question = { missingVehicleId: car(0) };
    const key = { 'idempotency-key': '0196f3a0-0000-7000-8000-0000000000aa' };
    const first = await post(PATH, question, time, { ...as('analyst'), headers: key });
    expect(first.status).toBe(201);
    expect((await post(PATH, question, time, { ...as('analyst'), headers: key })).body).toEqual(first.body);
    expect((await post(PATH, question, time, as('partner-agent'))).status).toBe(403);
    for (const [role, what] of [
      ['analyst', 'commit'],
      ['fleet-manager', 'discard'],
      ['partner-agent', 'commit'],
    ] as const)
      expect((await post(`${PATH}/${first.body.id}/${what}`, {}, time, as(role))).status).toBe(403);
    for (const path of [PATH, `${PATH}/${first.body.id}`])
      expect((await world.service.http('GET', path, { time, ...as('partner-agent') })).status).toBe(403);
    const { body } = await world.service.http('GET', `${PATH}?limit=200`, { time });
    const { items } = body as unknown as { items: KeptWhatIfView[] };
    expect(items.at(-1)).toMatchObject({ id: first.body.id, status: 'open', question });
    expect(items.at(-1)).not.toHaveProperty('moves');
  });

  it('is forgotten some time after it was asked, sooner once it is decided, and not while it keeps a vehicle free', async () => {
    await vehicles(A, A, A);
    const time = at('16:00', 3);
    const made = async (n: number) => ask({ missingVehicleId: car(n) }, time);
    const [open, discarded, committed, atWork] = [await made(0), await made(0), await made(1), await made(2)];
    await discard(discarded, at('16:01', 3));
    for (const one of [committed, atWork]) expect((await commit(one, at('16:01', 3))).status).toBe(200);
    const free = `update kept_free set until = '${at('12:00', 20)}' where what_if_id = '${atWork.id}'`;
    await world.service.sql(free);
    const leftOn = async (day: string) => {
      await world.service.advanceTo(day);
      const paths = [open, discarded, committed, atWork].map((one) => `${PATH}/${one.id}`);
      const answers = await Promise.all(paths.map((path) => world.service.http('GET', path, { time: day })));
      return answers.map(({ status }) => status === 200);
    };
    expect(await leftOn(at('15:59', 10))).toEqual([true, true, true, true]);
    expect(await leftOn(at('16:01', 10))).toEqual([true, false, false, true]);
    expect(await leftOn(at('12:01', 20))).toEqual([true, false, false, false]);
    expect(await leftOn(at('15:59', 33))).toEqual([true, false, false, false]);
    expect(await leftOn(at('16:00', 33))).toEqual([false, false, false, false]);
  });
});
