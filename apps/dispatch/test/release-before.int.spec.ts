import { at, testId } from '@houtai/testing';
import { RentalWorld } from './rental-world';

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
