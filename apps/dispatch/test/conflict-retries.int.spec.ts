import { addMinutes } from '@houtai/domain-kit';
import { at, testId } from '@houtai/testing';
import { RentalWorld } from './rental-world';

const [ONLY, SECOND] = [testId(0x1), testId(0x2)];
const RENTAL = testId(0x11);

describe('promises without a place', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start({ env: { HOUTAI_DISPATCH_AUTOMATIC_UPGRADE: 'false' } });
    await world.defineClass('compact', 1);
    await world.register(ONLY, 'compact');
    await world.drained();
    await world.reserve(RENTAL);
    await world.ground(ONLY, at('12:00', 2));
    await world.drained();
  });
  afterAll(() => world.close());

  const retries = async () => {
    const [row] = await world.service.sql<{ retries: number; at: Date }>(
      'select retries, retry_at as at from capacity_hold where conflict is not null',
    );
    return row;
  };

  it('are tried less and less often while nothing changes', async () => {
    const waits: number[] = [];
    let now = at('13:00', 2);
    for (let n = 0; n < 9; n += 1) {
      await world.service.advanceTo(now);
      const tried = await retries();
      expect(tried?.retries).toBe(n + 1);
      waits.push(((tried?.at.getTime() ?? 0) - Date.parse(now)) / 60_000);
      now = addMinutes(now, (waits.at(-1) ?? 0) + 1);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120]);
  });

  it('are not tried before they are due', async () => {
    const before = await retries();
    await world.service.advanceTo(addMinutes(at('13:00', 2), 370));
    expect(await retries()).toEqual(before);
  });

  it('are tried at once when a vehicle of their class joins', async () => {
    await world.register(SECOND, 'compact');
    await world.drained();
    await world.service.advanceTo(addMinutes(at('13:00', 2), 371));
    expect(await world.conflicts()).toEqual([]);
    expect((await world.hold(RENTAL))?.vehicleId).toBe(SECOND);
  });
});
