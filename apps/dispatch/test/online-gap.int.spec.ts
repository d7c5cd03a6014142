import { at, testId } from '@houtai/testing';
import type { FlowProblem } from '../src/optimiser/flow-problem';
import { JointPlanner } from '../src/re-planning/joint-planner.service';
import type { DispatchPlanView } from '../src/views/dispatch-plan.dto';
import { A, RentalWorld, type Wish } from './rental-world';

const r = (n: number) => testId(0x9100 + n);
const days = (from: number, to: number): Wish => ({ from: at('10:00', from), to: at('10:00', to) });
const MOST = 3;

describe('the online gap', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start({ env: { HOUTAI_DISPATCH_HINDSIGHT_WISHES: String(MOST) } });
    await world.defineClass('compact', 1);
    await world.register(testId(0x9001), 'compact');
    await world.drained();
  });
  afterAll(() => world.close());

  const plan = async (time: string) => {
    const answer = await world.service.http('POST', '/api/v1/dispatch-plans', { time });
    expect(answer.status).toBe(201);
    return answer.body as unknown as DispatchPlanView;
  };
  const refused = async (n: number, wish: Wish) => {
    await world.submit(r(n), wish);
    await world.drained();
    expect(await world.published('capacity-refused', r(n))).toHaveLength(1);
  };

  it('is what refusing a long wish for two short promises has cost', async () => {
    await world.reserve(r(1), days(10, 11));
    await world.reserve(r(2), days(14, 15));
    expect(await plan(at('01:00', 1))).toMatchObject({ refusedWishes: 0, couldBeServed: 0, onlineGap: 0 });
    await refused(3, days(10, 15));
    const run = await plan(at('01:01', 1));
    expect(run).toMatchObject({ promises: 2, operationalGap: 0, refusedWishes: 1, couldBeServed: 0 });
    expect(run.onlineGap).toBeCloseTo(60);
    expect((await world.published('plan-measured')).at(-1)).toMatchObject({
      ...{ refusedWishes: 1, couldBeServed: 0, onlineGap: run.onlineGap },
    });
  });

  it('knows what a cancellation makes possible', async () => {
    await refused(4, days(14, 16));
    await world.cancel(r(2), at('01:02', 1));
    await world.drained();
    const run = await plan(at('01:03', 1));
    expect(run).toMatchObject({ promises: 1, refusedWishes: 2, couldBeServed: 1 });
    expect(run.onlineGap).toBeCloseTo(80);
  });

  it('is not stated where too many were refused, and nothing else is lost with it', async () => {
    await refused(5, days(10, 11));
    expect(await plan(at('01:04', 1))).toMatchObject({ refusedWishes: MOST });
    await refused(6, days(10, 11));
    expect(await plan(at('01:05', 1))).toMatchObject({
      ...{ refusedWishes: null, couldBeServed: null, onlineGap: null },
      ...{ inTime: true, planningGap: 0, operationalGap: 0, utilisation: 1 },
    });
  });

  it('leaves out what can no longer be picked up', async () => {
    await world.service.advanceTo(at('10:00', 10));
    expect(await plan(at('10:01', 10))).toMatchObject({ refusedWishes: 1, couldBeServed: 1, onlineGap: 100 });
  });

  it('takes no plan with it when it cannot be found', async () => {
    const planner = world.service.running.app.get(JointPlanner, { strict: false });
    const choices = [{ classCode: 'compact', costFen: 0 }];
    const use = { id: 'a', pickUpBranchId: A, returnBranchId: A, from: 1, until: 2, choices, unservedFen: 1 };
    const sources = [{ branchId: A, at: 0, count: 1 }];
    const layers = [{ classCode: 'compact', sources, drives: [], notBefore: 0 }];
    const problem: FlowProblem = { layers, demands: [use] };
    const found = await planner.solve(problem, [{ ...use, id: 'x', unservedFen: NaN }]);
    expect(found).toMatchObject({ plan: { costFen: 0 } });
    expect(found.hindsight).toBeUndefined();
    await expect(planner.solve({ ...problem, demands: [{ ...use, unservedFen: NaN }] })).rejects.toThrow(
      'the joint plan failed',
    );
  });
});
