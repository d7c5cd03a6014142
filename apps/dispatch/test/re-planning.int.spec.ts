import { UnitOfWork } from '@houtai/messaging';
import { at, testId } from '@houtai/testing';
import { MovePromises } from '../src/re-planning/move-promises.service';
import type { DispatchPlanView } from '../src/views/dispatch-plan.dto';
import { RentalWorld } from './rental-world';

const [small, large] = ['small', 'large'];
const [v1, v2, v3] = [testId(0x7001), testId(0x7002), testId(0x7003)];
const [r1, r2, r3] = [testId(0x7101), testId(0x7102), testId(0x7103)];

describe('planning all classes together', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start();
    await world.defineClass(small, 1);
    await world.defineClass(large, 2);
    await world.register(v1, small);
    await world.register(v2, small);
    await world.register(v3, large);
    await world.drained();
  });
  afterAll(async () => {
    const overlaps = await world.overlaps();
    await world.close();
    expect(overlaps).toEqual([]);
  });

  const ask = async (time: string, headers = {}) => {
    const answer = await world.service.http('POST', '/api/v1/dispatch-plans', { time, headers });
    expect(answer.status).toBe(201);
    return answer.body as unknown as DispatchPlanView;
  };

  it('upgrades somebody who may be for the sake of one who may not', async () => {
    await world.reserve(r1, { classCode: small, allowedClasses: [small, large] });
    await world.reserve(r2, { classCode: small, allowedClasses: [small] });
    const holds = [await world.hold(r1), await world.hold(r2)];
    await world.ground(holds[1]?.vehicleId ?? '', at('12:00', 2));
    await world.drained();
    expect(await world.conflicts()).toMatchObject([{ reservationId: r2, vehicleId: null }]);
    await world.service.advanceTo(at('12:00', 9));
    expect(await world.conflicts()).toEqual([]);
    expect(await world.allocations(`reservationId=${r1}`)).toMatchObject([
      { vehicleId: v3, classCode: large },
    ]);
    expect(await world.allocations(`reservationId=${r2}`)).toMatchObject([
      { vehicleId: holds[0]?.vehicleId },
    ]);
    const told = await world.published('plan-measured');
    expect(told.at(-1)).toMatchObject({ reason: 'due', promises: 2, moved: 2, planningGap: 0, inTime: true });
    expect(told.at(-1)?.operationalGap).toBeCloseTo(49.2, 1);
  });

  it('is refused while it is under way, in whichever process', async () => {
    const unitOfWork = world.service.running.app.get(UnitOfWork);
    await unitOfWork.run(async () => {
      await unitOfWork.sql.rows(`select pg_advisory_xact_lock(hashtext('dispatch-plan'))`);
      const answer = await world.service.http('POST', '/api/v1/dispatch-plans', { time: at('12:30', 9) });
      expect(answer).toMatchObject({ status: 409, body: { code: 'planning-under-way' } });
    });
  });

  it('gives back what was promised where it fits, and does nothing the second time', async () => {
    await world.reserve(r3, {
      classCode: small,
      from: at('10:00', 20),
      to: at('10:00', 21),
      time: at('13:00', 9),
    });
    await world.service.sql(`update capacity_hold set vehicle_id = '${v3}' where reservation_id = '${r3}'`);
    const plan = await ask(at('14:00', 9));
    expect(plan).toMatchObject({
      ...{ reason: 'asked', planningGap: 0, refusedWishes: 0, utilisation: 1, inTime: true, relocations: [] },
      moves: [{ reservationId: r3, fromClass: large, toClass: small }],
    });
    expect(plan.onlineGap).toBe(plan.operationalGap);
    expect((await world.hold(r3))?.vehicleId).not.toBe(v3);
    expect(await ask(at('14:01', 9))).toMatchObject({ moves: [], operationalGap: 0 });
  });

  it('answers a repeated request with the run that there was, and shows all runs', async () => {
    const headers = { 'idempotency-key': '0196f3a0-0000-7000-8000-0000000000ff' };
    const plan = await ask(at('14:02', 9), headers);
    expect(await ask(at('14:02', 9), headers)).toEqual(plan);
    const { body } = await world.service.http('GET', '/api/v1/dispatch-plans');
    expect((body as unknown as { items: DispatchPlanView[] }).items.map(({ reason }) => reason)).toEqual([
      ...['due', 'asked', 'asked', 'asked'],
    ]);
    expect((await world.service.http('GET', `/api/v1/dispatch-plans/${plan.id}`)).body).toEqual(plan);
    const answer = await world.service.http('POST', '/api/v1/dispatch-plans', { roles: ['fleet-manager'] });
    expect(answer.status).toBe(403);
  });

  it('leaves out what no longer fits when the plan is made', async () => {
    const { app } = world.service.running;
    const moves = app.get(MovePromises, { strict: false });
    const itemId = (await world.hold(r3))?.id ?? '';
    const stale = { itemId, reservationId: r3, fromClass: large, toClass: small };
    const make = () => moves.make([stale], [small, large], at('15:00', 9));
    expect(await app.get(UnitOfWork, { strict: false }).run(make)).toEqual([]);
  });
});
