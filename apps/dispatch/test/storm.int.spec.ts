import { at, testId } from '@houtai/testing';
import { dice } from './dice';
import { A, B, RentalWorld } from './rental-world';

const RESERVATIONS = 60;
/** With few vehicles there is more to clear away, with more of them more places to move to. */
const SEEDS = [
  [1, 20],
  [2, 8],
  [3, 20],
] as const;
/** A quarter each; the rest is `low`. Who asked for `other` may drive nothing else, and nobody else may drive it. */
const CLASSES = ['high', 'other'];
/** Many times what it takes when the machine does nothing else. */
const STORM_MS = 150_000;

/** More at once than any day brings, handovers of vehicles that were never bound among it: nothing may break. */
describe('a storm of events from all topics at once', () => {
  let world: RentalWorld;

  // one of its own for each seed: a process remembers the plan, and what is truncated it has not heard of
  beforeEach(async () => {
    world = await RentalWorld.start();
  });
  afterEach(() => world.close());

  const car = (n: number) => testId(0x9000 + n);

  async function live(n: number, vehicles: number, roll: (sides: number) => number): Promise<void> {
    const id = testId(0x9100 + n);
    const start = Date.parse(at('08:00', 10)) + roll(48) * 3_600_000;
    const hour = (hours: number) => new Date(start + hours * 3_600_000).toISOString();
    const classCode = CLASSES[roll(4)] ?? 'low';
    const wish = {
      classCode,
      allowedClasses: classCode === 'other' ? ['other'] : ['low', 'high'],
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
    const vehicle = car(roll(vehicles));
    await world.handOver(id, vehicle, hour(roll(3)), wish);
    if (fate === 3) return world.overdue(id, vehicle, hour(40));
    const back = 3 + roll(40);
    const where = roll(2) ? A : B;
    await world.takeBack(id, vehicle, hour(back), where);
    if (roll(2)) await world.checkIn(id, vehicle, hour(back + 1), where);
  }

  it.each(SEEDS)(
    'seed %i, %i vehicles: nothing is parked, nothing overlaps, no promise is silent or moved out of its classes',
    async (seed, vehicles) => {
      const roll = dice(seed);
      const storm = [
        world.defineClass('low', 1),
        world.defineClass('high', 2),
        world.defineClass('other', 9),
      ];
      const base = seed * 0x1_0000;
      for (let n = 0; n < vehicles; n += 1) {
        storm.push(world.register(car(n), CLASSES[n % 4] ?? 'low', n % 3 === 0 ? B : A));
      }
      for (let n = 0; n < RESERVATIONS; n += 1) storm.push(live(base + n, vehicles, roll));
      for (let n = 0; n < 3; n += 1) storm.push(world.ground(car(n), at('06:00', 10), at('12:00', 11)));
      storm.push(world.move(car(3), B, at('10:00', 10)), world.move(car(4), A, at('11:00', 11)));
      storm.push(
        world.withdraw(car(0), 'high', at('12:00', 10)),
        world.withdraw(car(5), 'other', at('09:00', 10)),
      );
      await Promise.all(storm);
      await world.drained(STORM_MS);
      expect(await world.service.sql(OUT_OF_CLASS)).toEqual([]);
      for (const now of [at('20:00', 10), at('08:00', 11), at('23:00', 12)]) {
        await world.service.advanceTo(now);
        expect(await world.service.sql(OUT_OF_CLASS)).toEqual([]);
      }
      expect(await world.parked()).toEqual([]);
      expect(await world.overlaps()).toEqual([]);
      expect(await world.service.sql(SILENT)).toEqual([]);
      expect(await world.service.sql(OUT_OF_STEP)).toEqual([]);
      expect(await world.service.sql(ON_SOLD)).toEqual([]);
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

/** A promise is served by its class or, upgraded, by a higher one of those allowed; only a handover may give it another. */
const OUT_OF_CLASS = `
  select h.reservation_id, h.class_code, v.class_code as given
    from capacity_hold h join vehicle v using (vehicle_id)
    join vehicle_class promised on promised.class_code = h.class_code
    join vehicle_class given on given.class_code = v.class_code
   where h.released_at is null and h.status <> 'in-use' and h.class_code <> v.class_code
     and (given.rank < promised.rank or v.class_code = any (h.allowed_classes) is not true)`;

/** Whoever has a vehicle that was sold has been handed it over. */
const ON_SOLD = `
  select h.reservation_id, h.vehicle_id from capacity_hold h join vehicle v using (vehicle_id)
   where h.released_at is null and h.status <> 'in-use' and not v.in_fleet`;

/** Versions of events are contiguous per aggregate. */
const GAPS = `
  select topic, key from event_log
   where topic like 'houtai.dispatch.%'
   group by topic, key having count(*) <> max(aggregate_version) or min(aggregate_version) <> 1`;
