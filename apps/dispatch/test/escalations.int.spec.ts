import { at, testId } from '@houtai/testing';
import { A, A2, RentalWorld } from './rental-world';

const [ONLY, OTHER_CLASS, OTHER_BRANCH, SECOND] = [testId(0x1), testId(0x2), testId(0x3), testId(0x4)];
const [SERVED, CANCELLED, LATE] = [testId(0x11), testId(0x12), testId(0x13)];

describe('a promise that nothing can be found for', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start({ env: { HOUTAI_DISPATCH_AUTOMATIC_UPGRADE: 'false' } });
    await world.defineClass('compact', 1);
    await world.defineClass('suv', 2);
    await world.register(ONLY, 'compact');
    await world.register(OTHER_CLASS, 'suv');
    await world.register(OTHER_BRANCH, 'compact', A2);
    await world.drained();
    await world.reserve(SERVED);
    await world.reserve(CANCELLED, { from: at('10:00', 20), to: at('10:00', 21) });
  });
  afterAll(async () => {
    const parked = await world.parked();
    await world.close();
    expect(parked).toEqual([]);
  });

  const of = (reservationId: string) => (data: object) =>
    (data as { subject: { id: string } }).subject.id === reservationId;
  const escalated = async (id: string) => (await world.published('promise-escalated')).filter(of(id));
  const ended = async (id: string) => (await world.published('escalation-ended')).filter(of(id));
  const conflictOf = async (id: string) =>
    (await world.conflicts()).find(({ reservationId }) => reservationId === id) as
      { id: string; escalatedAt: string | null } | undefined;

  it('is told to others once, with what there is a vehicle for', async () => {
    expect(await escalated(SERVED)).toEqual([]);
    await world.ground(ONLY, at('12:00', 2));
    await world.drained();
    for (const time of ['12:00', '12:01', '12:30']) await world.service.advanceTo(at(time, 2));
    const [told, ...again] = await escalated(SERVED);
    expect(again).toEqual([]);
    const hold = await conflictOf(SERVED);
    expect(told).toMatchObject({
      ...{ capacityHoldId: hold?.id, subject: { kind: 'rental', id: SERVED }, conflict: 'vehicle-unfit' },
      ...{
        classCode: 'compact',
        pickUp: { branchId: A, at: at('10:00', 10) },
        conflictSince: at('12:00', 2),
      },
      options: [
        { kind: 'class', classCode: 'suv', pickUp: { branchId: A } },
        { kind: 'branch', classCode: 'compact', pickUp: { branchId: A2 }, return: { branchId: A2 } },
      ],
    });
    expect(hold?.escalatedAt).toBe(told?.escalatedAt);
  });

  it('shows what there is a vehicle for now to whoever asks', async () => {
    const path = `/api/v1/dispatch-conflicts/${(await conflictOf(SERVED))?.id}/options`;
    const { status, body } = await world.service.http<{ options: { kind: string }[] }>('GET', path);
    expect([status, body.options.map(({ kind }) => kind)]).toEqual([200, ['class', 'branch']]);
    const nothing = await world.service.http('GET', `/api/v1/dispatch-conflicts/${testId(0x99)}/options`);
    expect(nothing.status).toBe(404);
    const denied = await world.service.http('GET', path, { roles: ['partner-agent'] });
    expect(denied.status).toBe(403);
  });

  it('is over when it is cancelled', async () => {
    expect(await escalated(CANCELLED)).toHaveLength(1);
    await world.cancel(CANCELLED, at('13:00', 2));
    await world.drained();
    await world.service.advanceTo(at('13:01', 2));
    expect(await ended(CANCELLED)).toMatchObject([{ outcome: 'released', endedAt: at('13:01', 2) }]);
  });

  it('is over when a vehicle has been found, and told anew when that is lost as well', async () => {
    await world.register(SECOND, 'compact');
    await world.drained();
    await world.service.advanceTo(at('14:00', 2));
    expect(await ended(SERVED)).toMatchObject([{ outcome: 'served' }]);
    await world.ground(SECOND, at('15:00', 2));
    await world.drained();
    await world.service.advanceTo(at('15:01', 2));
    const told = await escalated(SERVED);
    expect(new Set(told.map(({ escalationId }) => escalationId)).size).toBe(2);
    expect(await ended(SERVED)).toHaveLength(1);
  });

  it('is over when the customer has a vehicle all the same', async () => {
    await world.handOver(SERVED, OTHER_CLASS, at('16:00', 2));
    await world.drained();
    await world.service.advanceTo(at('16:01', 2));
    expect((await ended(SERVED)).map(({ outcome }) => outcome)).toEqual(['served', 'handed-over']);
  });

  it('is not told of before it is confirmed', async () => {
    const [vehicle, asked] = [testId(0x5), testId(0x14)];
    const wish = { classCode: 'asked', from: at('10:00', 40), to: at('10:00', 41) };
    await world.register(vehicle, 'asked');
    await world.drained();
    await world.submit(asked, wish);
    await world.drained();
    await world.ground(vehicle, at('16:02', 2));
    await world.drained();
    await world.service.advanceTo(at('16:03', 2));
    expect(await escalated(asked)).toEqual([]);
    await world.confirm(asked, wish);
    await world.drained();
    await world.service.advanceTo(at('16:04', 2));
    expect(await escalated(asked)).toHaveLength(1);
  });

  it('is not told of while it can be served', async () => {
    await world.register(LATE, 'suv');
    await world.drained();
    await world.reserve(LATE, { classCode: 'suv', from: at('10:00', 30), to: at('10:00', 31) });
    await world.service.advanceTo(at('17:00', 2));
    expect(await escalated(LATE)).toEqual([]);
  });
});
