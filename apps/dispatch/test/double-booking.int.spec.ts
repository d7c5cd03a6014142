import { Client } from 'pg';
import { at, testId } from '@houtai/testing';
import { A, RentalWorld } from './rental-world';

const INSERT = `
  insert into allocation (allocation_id, reservation_id, vehicle_id, class_code, during, status, version, allocated_at)
  values ($1, $2, $3, 'compact', tstzrange($4, $5), 'active', 1, now())`;

describe('double booking', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start();
  });
  afterAll(async () => {
    const [overlaps, parked] = [await world.overlaps(), await world.parked()];
    await world.close();
    expect(overlaps).toEqual([]);
    expect(parked).toEqual([]);
  });

  it('is refused by the database, whatever the SQL', async () => {
    const book = (n: number, vehicle: number, from: string, to: string) =>
      world.service.sql(INSERT, [testId(0x5000 + n), testId(0x5100 + n), testId(0x5200 + vehicle), from, to]);
    await book(1, 1, at('10:00'), at('12:00'));
    await expect(book(2, 1, at('11:59'), at('13:00'))).rejects.toMatchObject({
      code: '23P01',
      constraint: 'no_double_booking',
    });
    await book(3, 1, at('12:00'), at('13:00'));
    await book(4, 2, at('11:59'), at('13:00'));
    await expect(
      world.service.sql(`update allocation set during = tstzrange($1, $2) where allocation_id = $3`, [
        at('09:00'),
        at('12:30'),
        testId(0x5001),
      ]),
    ).rejects.toMatchObject({ code: '23P01' });
    // What was released is free for others.
    await world.service.sql(
      `update allocation set status = 'released', released_at = now() where allocation_id = $1`,
      [testId(0x5001)],
    );
    await book(5, 1, at('10:00'), at('12:00'));
    await expect(
      world.service.sql(
        INSERT.replace('$2', `'${testId(0x5105)}'`)
          .replace('$3', '$2')
          .replace('$4', '$3')
          .replace('$5', '$4'),
        [testId(0x5006), testId(0x5207), at('10:00', 50), at('12:00', 50)],
      ),
    ).rejects.toMatchObject({ code: '23505', constraint: 'one_active_allocation_per_reservation' });
  });

  it('never happens with eight writers at once', async () => {
    const { rows, attempts, perSecond } = await raceOfWriters(world, 8, 250);
    expect(attempts).toBe(2000);
    expect(rows).toBeGreaterThan(10);
    expect(await world.overlaps()).toEqual([]);
    process.stderr.write(`race of writers: ${perSecond} attempts/s, ${rows} booked of ${attempts}\n`);
  });

  it('a binding the database refuses is planned again, not lost and not parked', async () => {
    const [car, rival, mine] = [testId(0x7000), testId(0x7001), testId(0x7002)];
    await world.register(car, 'rogue');
    await world.drained();
    // Someone wrote past the service: the plan does not know of it.
    await world.service.sql(INSERT, [testId(0x7003), rival, car, at('09:00', 10), at('12:00', 10)]);
    await world.reserve(mine, { classCode: 'rogue', time: at('20:00', 9) });
    expect(await world.allocations(`reservationId=${mine}`)).toEqual([]);
    expect(await world.conflicts()).toEqual([
      expect.objectContaining({ reservationId: mine, conflict: 'no-vehicle' }),
    ]);
    // With a second vehicle the same reaction finds it.
    await world.register(testId(0x7004), 'rogue', A);
    await world.drained();
    const next = testId(0x7005);
    await world.cancel(mine, at('20:10', 9));
    await world.drained();
    await world.service.sql(
      "update vehicle set free_from = free_from + interval '1 ms' where vehicle_id = $1",
      [car],
    );
    await world.reserve(next, { classCode: 'rogue', time: at('20:20', 9) });
    expect(await world.allocations(`reservationId=${next}`)).toEqual([
      expect.objectContaining({ vehicleId: testId(0x7004), status: 'active' }),
    ]);
    expect(await world.conflicts()).toEqual([]);
  });
});

/** Each writer books random hours of one vehicle on its own connection, past all locks of the service. */
async function raceOfWriters(world: RentalWorld, writers: number, each: number) {
  const [{ database } = { database: '' }] = await world.service.sql<{ database: string }>(
    'select current_database() as database',
  );
  const url = new URL(process.env.HOUTAI_TEST_POSTGRES_URL ?? '');
  url.pathname = `/${database}`;
  const car = testId(0x5300);
  const began = Date.now();
  const counts = await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const client = new Client({ connectionString: url.href });
      await client.connect();
      let booked = 0;
      for (let n = 0; n < each; n += 1) {
        const hour = (writer * 7919 + n * 104_729) % 400;
        const from = new Date(Date.parse(at('00:00', 100)) + hour * 3_600_000);
        const to = new Date(from.getTime() + (1 + ((n + writer) % 5)) * 3_600_000);
        const id = testId(0x10_0000 + writer * 1000 + n);
        booked += await client.query(INSERT, [id, id, car, from, to]).then(
          () => 1,
          (error: { code?: string }) => {
            if (error.code !== '23P01' && error.code !== '40P01') throw error;
            return 0;
          },
        );
      }
      await client.end();
      return booked;
    }),
  );
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const attempts = writers * each;
  return { rows, attempts, perSecond: Math.round((attempts / (Date.now() - began)) * 1000) };
}
