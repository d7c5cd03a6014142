import { describeBothBuses, testId, type TestBus } from '@houtai/testing';
import { RentalWorld } from './rental-world';

describeBothBuses('the last vehicle of a class', (bus) => {
  let world: RentalWorld;
  let used: TestBus;

  beforeAll(async () => {
    used = await bus();
    world = await RentalWorld.start({ bus: used });
  });
  afterAll(async () => {
    const [overlaps, parked] = [await world.overlaps(), await world.parked()];
    await world.close();
    await used.drop();
    expect(overlaps).toEqual([]);
    expect(parked).toEqual([]);
  });

  it('of 50 concurrent submissions for the last vehicle exactly one is held and 49 are refused with a reason', async () => {
    await world.defineClass('race', 1);
    await world.register(testId(0x6000), 'race');
    await world.drained();
    const reservations = Array.from({ length: 50 }, (_, n) => testId(0x6100 + n));
    const began = Date.now();
    await Promise.all(reservations.map((id) => world.submit(id, { classCode: 'race' })));
    await world.drained();
    const ms = Date.now() - began;
    const held = (await world.published('capacity-held')).filter(({ classCode }) => classCode === 'race');
    const refused = (await world.published('capacity-refused')).filter(({ reservationId }) =>
      reservations.includes(String(reservationId)),
    );
    expect(held).toHaveLength(1);
    expect(refused).toHaveLength(49);
    const answered = new Set([...held, ...refused].map(({ reservationId }) => reservationId));
    expect(answered).toEqual(new Set(reservations));
    for (const { reasons, alternatives } of refused) {
      expect(reasons).toEqual([
        {
          rule: 'capacity',
          message: 'No vehicle of class race is free for the whole time',
          facts: { classCode: 'race', case: 'none-free' },
        },
      ]);
      expect(alternatives).toHaveLength(3);
    }
    process.stderr.write(`race of 50 submissions: answered in ${ms} ms\n`);
  });
});
