import { at, testId } from '@houtai/testing';
import { A, RentalWorld } from './rental-world';

/** The release before knows `version` alone, and writes it with every change. */
describe('a release before this one, at work beside it', () => {
  let world: RentalWorld;
  const [vehicle, mine, early] = [testId(1), testId(2), testId(3)];

  beforeAll(async () => {
    world = await RentalWorld.start();
    await world.register(vehicle, 'compact');
    await world.drained();
  });
  afterAll(() => world.close());

  const shown = async () => {
    const [allocation] = await world.allocations(`reservationId=${mine}`);
    return allocation as { version: number } | undefined;
  };

  it('has its changes counted too, also those that publish nothing', async () => {
    await world.reserve(mine, { time: at('20:00', 9) });
    expect(await shown()).toMatchObject({ version: 1 });
    await world.service.sql(
      `update allocation set during = tstzrange(lower(during), upper(during) + interval '1 h'), version = 1
        where reservation_id = $1`,
      [mine],
    );
    expect(await shown()).toMatchObject({ version: 2 });
    await world.cancel(mine, at('21:00', 9));
    await world.drained();
    expect(await shown()).toMatchObject({ version: 3 });
  });

  it('need not know of subjects: what it writes is for rentals', async () => {
    const [theirs, hold, allocation] = [testId(4), testId(5), testId(6)];
    await world.service.sql(
      `insert into capacity_request (reservation_id, status, version, answered_at) values ($1, 'firm', 1, now())`,
      [theirs],
    );
    await world.service.sql(
      `insert into capacity_hold (hold_id, reservation_id, status, class_code, pick_up_branch_id, return_branch_id, from_at,
         due_at, until_at, vehicle_id, bound, occupies_from, occupies_until, leaves_at_branch_id, held_at)
       values ($1, $2, 'firm', 'compact', $3, $3, $4, $5, $5, $6, true, $4, $5, $3, now())`,
      [hold, theirs, A, at('10:00', 20), at('10:00', 21), vehicle],
    );
    await world.service.sql(
      `insert into allocation (allocation_id, reservation_id, vehicle_id, class_code, during, status, version, allocated_at)
       values ($1, $2, $3, 'compact', tstzrange($4, $5), 'active', 1, now())`,
      [allocation, theirs, vehicle, at('10:00', 20), at('10:00', 21)],
    );
    const subject = { kind: 'rental', id: theirs };
    expect(await world.hold(theirs)).toMatchObject({ subject, reservationId: theirs });
    expect(await world.allocations(`reservationId=${theirs}`)).toEqual([
      expect.objectContaining({ subject, reservationId: theirs }),
    ]);
    await world.cancel(theirs, at('21:00', 9));
    await world.drained();
    expect(await world.published('allocation-released', theirs)).toEqual([
      expect.objectContaining({ reservationId: theirs, reason: 'cancelled' }),
    ]);
  });

  it('leaves rows that were only locked, which are answered as if nothing were there', async () => {
    await world.service.sql(
      `insert into capacity_request (reservation_id, status, version, answered_at) values ($1, 'unknown', 0, now())`,
      [early],
    );
    await world.submit(early);
    await world.drained();
    expect(await world.published('capacity-held', early)).toHaveLength(1);
    expect(await world.parked()).toEqual([]);
  });
});
