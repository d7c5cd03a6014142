import { at, testId } from '@houtai/testing';
import { dice } from './dice';
import { A, A2, B, RentalWorld } from './rental-world';
import { brokenRelocations, defineDrive, relocations } from './relocation-world';

const RESERVATIONS = 40;
const VEHICLES = 8;
const BRANCHES = [A, A2, B];
/** Many times what it takes when the machine does nothing else. */
const STORM_MS = 150_000;

describe('planned relocations in a stream of all that can happen', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start();
    for (const from of BRANCHES)
      for (const to of BRANCHES)
        if (from !== to) await defineDrive(world, from, to, { minutes: 90, costFen: 4_000 });
  });
  afterAll(() => world.close());

  const car = (n: number) => testId(0xb000 + n);

  /** One reservation of the class of this seed, whose days come after those of the seed before. */
  async function live(seed: number, n: number, roll: (sides: number) => number): Promise<void> {
    const day = 10 * seed;
    const id = testId(0xb100 + seed * 0x1_0000 + n);
    const start = Date.parse(at('08:00', day)) + roll(72) * 3_600_000;
    const hour = (hours: number) => new Date(start + hours * 3_600_000).toISOString();
    const branch = () => BRANCHES[roll(BRANCHES.length)] ?? A;
    const pickUpAt = branch();
    const returnAt = roll(3) === 0 ? branch() : pickUpAt;
    const terms = { classCode: `storm-${seed}`, from: hour(0), to: hour(4 + roll(20)), pickUpAt, returnAt };
    const wish = { ...terms, time: at('12:00', day - 1) };
    await world.submit(id, wish);
    const fate = roll(7);
    if (fate === 0) return world.expire(id, at('12:15', day - 1));
    await world.confirm(id, wish);
    if (fate === 1) return world.cancel(id, at('13:00', day - 1));
    if (fate === 2) {
      const change = testId(0xb800 + seed * 0x1_0000 + n);
      const other = { ...wish, to: hour(30), pickUpAt: roll(2) ? pickUpAt : branch(), returnAt: branch() };
      await world.requestChange(id, change, other);
      return roll(2)
        ? world.acceptChange(id, change, other)
        : world.refuseChange(id, change, at('13:00', day - 1));
    }
    if (fate === 3) return world.noShow(id, hour(5));
    if (fate === 4) {
      const vehicle = car(16 * seed + roll(VEHICLES));
      await world.handOver(id, vehicle, hour(roll(3)), wish);
      return world.takeBack(id, vehicle, hour(6 + roll(20)), branch());
    }
    return undefined;
  }

  it.each([1, 2, 3])(
    'seed %i: each serves one promise, and every vehicle is where its next use begins',
    async (seed) => {
      const roll = dice(seed);
      const day = 10 * seed;
      await world.defineClass(`storm-${seed}`, seed);
      for (let n = 0; n < VEHICLES; n += 1)
        await world.register(car(16 * seed + n), `storm-${seed}`, n % 4 === 0 ? B : A);
      await world.drained(STORM_MS);
      const lives = Array.from({ length: RESERVATIONS }, (_, n) => live(seed, n, roll));
      lives.push(world.ground(car(16 * seed + 1), at('06:00', day), at('12:00', day + 1)));
      await Promise.all(lives);
      await world.drained(STORM_MS);
      expect((await relocations(world, `classCode=storm-${seed}`)).length).toBeGreaterThan(0);
      for (const now of [at('20:00', day - 1), at('06:00', day), at('20:00', day), at('08:00', day + 2)]) {
        await expectSound();
        await world.service.advanceTo(now);
        const [first] = await relocations(world, `classCode=storm-${seed}&state=bound`);
        if (first) await world.move(first.vehicleId, first.toBranchId, now);
        await world.drained(STORM_MS);
      }
      await expectSound();
      expect(await world.parked()).toEqual([]);
    },
    2 * STORM_MS,
  );

  async function expectSound(): Promise<void> {
    expect(await brokenRelocations(world)).toEqual([]);
    expect(await world.overlaps()).toEqual([]);
    expect(await world.service.sql(ORPHANS)).toEqual([]);
    expect(await world.service.sql(OUT_OF_STEP)).toEqual([]);
  }
});

/** A drive that is still to be made, for nobody who waits. */
const ORPHANS = `
  select h.hold_id from capacity_hold h join capacity_request r using (reservation_id)
   where h.awaits_relocation and h.released_at is null and r.status not in ('held', 'firm')`;

/** What is bound takes its vehicle from the departure on. */
const OUT_OF_STEP = `
  select h.hold_id from capacity_hold h join allocation a on a.reservation_id = h.reservation_id and a.status = 'active'
   where h.bound and h.released_at is null and h.awaits_relocation
     and (lower(a.during) <> h.occupies_from or a.vehicle_id <> h.vehicle_id)`;
