import { checkSymbol } from '@houtai/domain-kit';
import { at, testId } from '@houtai/testing';
import { A, A2, B, RentalWorld } from './rental-world';

const [CAR, OTHER] = [testId(0x1), testId(0x2)];
const [ONE, TWO] = [testId(0x11), testId(0x12)];

interface Shown {
  items: Record<string, unknown>[];
}

describe('the plan along a vehicle and along a branch', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start();
    await world.defineClass('compact', 1);
    await world.register(CAR, 'compact');
    await world.drained();
    await world.reserve(ONE, { from: at('10:00', 10), to: at('10:00', 11), returnAt: B });
    await world.reserve(TWO, { from: at('12:00', 12), to: at('12:00', 13), pickUpAt: B, returnAt: B });
  });
  afterAll(() => world.close());

  const get = async <T>(path: string) => (await world.service.http('GET', `/api/v1/${path}`)).body as T;

  it('shows what a vehicle is planned for, and when it may be used', async () => {
    const shown = await get<Record<string, unknown>>(`vehicle-timelines/${CAR}`);
    expect(shown).toMatchObject({ classCode: 'compact', branchId: A, inFleet: true, grounded: null });
    expect(shown.uses).toMatchObject([
      {
        subject: { kind: 'rental', id: ONE },
        status: 'planned',
        from: at('10:00', 10),
        until: at('11:00', 11),
        returnBranchId: B,
      },
      { subject: { kind: 'rental', id: TWO }, pickUpBranchId: B, conflict: null },
    ]);
    expect(await world.service.http('GET', `/api/v1/vehicle-timelines/${OTHER}`)).toMatchObject({
      status: 404,
    });
  });

  it('shows what leaves a branch and comes back to it, page by page', async () => {
    const path = `branch-timelines/${B}?from=${at('00:00', 1)}&to=${at('00:00', 20)}`;
    const first = await get<Shown & { next: string }>(`${path}&limit=1`);
    expect(first.items).toMatchObject([{ kind: 'return', at: at('11:00', 11), subject: { id: ONE } }]);
    const rest = await get<Shown>(`${path}&after=${first.next}`);
    expect(rest.items).toMatchObject([
      { kind: 'pick-up', at: at('12:00', 12), vehicleId: CAR },
      { kind: 'return', at: at('13:00', 13) },
    ]);
    expect((await get<Shown>(`${path}&classCode=premium`)).items).toEqual([]);
    const empty = `/api/v1/branch-timelines/${B}?from=${at('00:00', 2)}&to=${at('00:00', 2)}`;
    expect(await world.service.http('GET', empty)).toMatchObject({ status: 422 });
  });

  it.each([
    [`branchId=${B}`, [TWO]],
    [`vehicleId=${CAR}`, [ONE, TWO]],
    [`from=${at('11:00', 10)}`, [TWO]],
    [`to=${at('12:00', 12)}`, [ONE]],
    [`reservationId=${ONE}`, [ONE]],
    ['reservationId=r7km9qxdf', [ONE]],
    [`reservationId=K3MP-7WXY-${checkSymbol('K3MP7WXY')}`, []],
    ['classCode=premium', []],
  ])('lists promises by %s', async (query, expected) => {
    const { items } = await get<Shown>(`capacity-holds?${query}`);
    expect(items.map(({ reservationId }) => reservationId)).toEqual(expected);
  });

  it.each(['capacity-holds', 'allocations'])(
    'tells a slip of the pen in the number that %s are asked by',
    async (list) => {
      const { status, body } = await world.service.http('GET', `/api/v1/${list}?reservationId=R7KM-9QXD-G`);
      expect({ status, body }).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'reservationId', rule: 'reservationNumberCheck' }] },
      });
    },
  );

  it('says what a change would mean, and changes nothing', async () => {
    const rival = testId(0x13);
    await world.confirm(rival, { from: at('10:00', 10), to: at('10:00', 11) });
    await world.drained();
    const tried = (query: string) => get<{ classes: Record<string, unknown>[] }>(`what-if?${query}`);
    expect(await tried(`missingVehicleId=${CAR}`)).toMatchObject({
      classes: [{ classCode: 'compact', promises: 3, moved: 0, lost: 2, served: 0 }],
    });
    expect((await tried(`addedVehicles=1&classCode=compact&branchId=${A}`)).classes).toMatchObject([
      { lost: 0, served: 1, servedFirst: [{ subject: { id: rival }, pickUpBranchId: A }] },
    ]);
    expect((await tried(`closedBranchId=${B}`)).classes).toMatchObject([
      { lost: 2, lostFirst: [{ subject: { id: ONE } }, { subject: { id: TWO } }], served: 1 },
    ]);
    const span = `from=${at('00:00', 1)}&until=${at('10:00', 10)}`;
    expect((await tried(`closedBranchId=${B}&${span}`)).classes).toEqual([]);
    const move = `movedVehicles=1&classCode=compact&fromBranchId=${A}&toBranchId=${A2}&at=${at('00:00', 10)}`;
    expect((await tried(move)).classes).toMatchObject([{ lost: 2, vehiclesMoved: [CAR] }]);
    expect((await world.conflicts()).map(({ reservationId }) => reservationId)).toEqual([rival]);
    expect((await world.hold(ONE))?.vehicleId).toBe(CAR);
    for (const query of ['', '?addedVehicles=2&classCode=compact'])
      expect(await world.service.http('GET', `/api/v1/what-if${query}`)).toMatchObject({ status: 422 });
  });
});
