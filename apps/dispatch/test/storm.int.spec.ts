import { at, testId } from '@houtai/testing';
import { A, B, RentalWorld } from './rental-world';

const RESERVATIONS = 60;
const VEHICLES = 8;
/** Many times what it takes when the machine does nothing else. */
const STORM_MS = 150_000;

/** A small generator with a seed, so that a failure can be had again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** More at once than any day brings, handovers of vehicles that were never bound among it: nothing may break. */
describe('a storm of events from all topics at once', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start();
  });
  afterAll(() => world.close());

  const car = (n: number) => testId(0x9000 + n);

  async function live(n: number, roll: (sides: number) => number): Promise<void> {
    const id = testId(0x9100 + n);
    const start = Date.parse(at('08:00', 10)) + roll(48) * 3_600_000;
    const hour = (hours: number) => new Date(start + hours * 3_600_000).toISOString();
    const wish = {
      classCode: roll(4) === 0 ? 'high' : 'low',
      from: hour(0),
      to: hour(4 + roll(30)),
      pickUpAt: roll(4) === 0 ? B : A,
      returnAt: roll(4) === 0 ? B : A,
      time: at('12:00', 9),
    };
    await world.submit(id, wish);
    await world.confirm(id, wish);
    const fate = roll(6);
    if (fate === 0) return world.cancel(id, at('13:00', 9));
    if (fate === 1) {
      const change = testId(0x9800 + n);
      const longer = { ...wish, to: hour(40), returnAt: B };
      await world.requestChange(id, change, longer);
      await (roll(2) ? world.acceptChange(id, change, longer) : world.refuseChange(id, change));
    }
    if (fate <= 2) return undefined;
    const vehicle = car(roll(VEHICLES));
    await world.handOver(id, vehicle, hour(roll(3)), wish);
    if (fate === 3) return world.overdue(id, vehicle, hour(40));
    return world.takeBack(id, vehicle, hour(3 + roll(40)), roll(2) ? A : B);
  }

  it.each([1, 2, 3])(
    'seed %i: nothing is parked, nothing overlaps, no promise is silent',
    async (seed) => {
      const roll = dice(seed);
      await world.service.sql('truncate capacity_hold, capacity_request, allocation, vehicle');
      await world.service.sql('delete from outbox_version');
      const storm = [world.defineClass('low', 1), world.defineClass('high', 2)];
      const base = seed * 0x1_0000;
      for (let n = 0; n < VEHICLES; n += 1) {
        storm.push(world.register(car(n), n % 4 === 0 ? 'high' : 'low', n % 3 === 0 ? B : A));
      }
      for (let n = 0; n < RESERVATIONS; n += 1) storm.push(live(base + n, roll));
      for (let n = 0; n < 3; n += 1) storm.push(world.ground(car(n), at('06:00', 10), at('12:00', 11)));
      await Promise.all(storm);
      await world.drained(STORM_MS);
      for (const now of [at('20:00', 10), at('08:00', 11), at('23:00', 12)])
        await world.service.advanceTo(now);
      expect(await world.parked()).toEqual([]);
      expect(await world.overlaps()).toEqual([]);
      expect(await world.service.sql(SILENT)).toEqual([]);
      expect(await world.service.sql(OUT_OF_STEP)).toEqual([]);
      expect(await world.service.sql(GAPS)).toEqual([]);
    },
    2 * STORM_MS,
  );
});

/** Confirmed, not ended, and yet without a live hold. */
const SILENT = `
  select r.reservation_id from capacity_request r
   where r.status in ('held', 'firm', 'in-use')
     and not exists (select from capacity_hold h where h.reservation_id = r.reservation_id and h.released_at is null)`;

/** A bound hold and its allocation say the same. */
const OUT_OF_STEP = `
  select h.reservation_id, h.vehicle_id, a.vehicle_id as allocated, h.bound, h.status
    from capacity_hold h full join allocation a on a.reservation_id = h.reservation_id and a.status = 'active'
   where h.released_at is null and h.status <> 'proposed'
     and ((h.bound or h.status = 'in-use') <> (a.allocation_id is not null)
          or (a.allocation_id is not null and a.vehicle_id <> h.vehicle_id))`;

/** Versions of events are contiguous per aggregate. */
const GAPS = `
  select topic, key from event_log
   where topic like 'houtai.dispatch.%'
   group by topic, key having count(*) <> max(aggregate_version) or min(aggregate_version) <> 1`;
