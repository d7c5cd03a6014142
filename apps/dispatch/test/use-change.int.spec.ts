import {
  ordersCapacityRequestedV1,
  ordersQuestionConfirmedV1,
  ordersQuestionDroppedV1,
} from '@houtai/event-catalogue';
import { at, testId } from '@houtai/testing';
import { A, B, RentalWorld } from './rental-world';
import { defineDrive, relocations } from './relocation-world';

const near = at('20:00', 9);
/** The rental under way: day 10, 10:00 to 18:00. */
const [begin, due] = [at('10:00', 10), at('18:00', 10)];

describe('a question about a rental under way', () => {
  let world: RentalWorld;
  let classes = 0;
  let classCode: string;
  let r: (n: number) => string;
  let v: (n: number) => string;
  let question: string;

  beforeAll(async () => {
    world = await RentalWorld.start();
  });
  afterAll(async () => {
    const [overlaps, parked] = [await world.overlaps(), await world.parked()];
    await world.close();
    expect(overlaps).toEqual([]);
    expect(parked).toEqual([]);
  });
  beforeEach(async () => {
    classes += 1;
    classCode = `class-${classes}`;
    r = (n) => testId(0x2000 + classes * 16 + n);
    v = (n) => testId(0x1000 + classes * 16 + n);
    question = testId(0x5000 + classes);
    await world.defineClass(classCode, classes * 10);
    await world.register(v(1), classCode);
    await world.drained();
    const wish = { classCode, from: begin, to: due, time: near };
    await world.reserve(r(1), wish);
    await world.handOver(r(1), v(1), begin, wish);
    await world.drained();
  });

  const time = at('12:00', 10);
  const ask = async (kind: 'extend' | 'exchange', from: string, to: string) => {
    const stops = { pickUp: { branchId: A, at: from }, return: { branchId: A, at: to } };
    await world.publish(
      ordersCapacityRequestedV1,
      r(1),
      {
        ...{ questionId: question, subject: { kind: 'rental', id: r(1) }, kind },
        ...{ wishes: [{ classCode, ...stops }], expiresAt: at('12:15', 10), requestedAt: time },
      },
      time,
    );
    await world.drained();
  };
  const decide = async (verb: 'confirmed' | 'dropped') => {
    const about = { questionId: question, subject: { kind: 'rental' as const, id: r(1) } };
    if (verb === 'confirmed') {
      await world.publish(ordersQuestionConfirmedV1, r(1), { ...about, confirmedAt: time }, time);
    } else {
      const dropped = { ...about, reason: 'withdrawn' as const, droppedAt: time };
      await world.publish(ordersQuestionDroppedV1, r(1), dropped, time);
    }
    await world.drained();
  };
  const answers = async (type: string) =>
    (await world.published(type, r(1))).filter(({ questionId }) => questionId === question);
  const bound = async (vehicleId: string, status = 'active') =>
    (await world.allocations(`vehicleId=${vehicleId}&status=${status}`)).map(({ from, to }) => [from, to]);

  describe('extension', () => {
    it('is held at once, protected by the database, and stays when orders confirms it', async () => {
      await ask('extend', begin, at('20:00', 10));
      await ask('extend', begin, at('20:00', 10));
      expect(await answers('capacity-held')).toEqual([
        expect.objectContaining({ vehicleId: v(1), return: { branchId: A, at: at('20:00', 10) } }),
      ]);
      expect(await bound(v(1))).toEqual([[begin, at('21:00', 10)]]);
      await decide('confirmed');
      expect(await bound(v(1))).toEqual([[begin, at('21:00', 10)]]);
      expect(await world.hold(r(1))).toMatchObject({ status: 'in-use', return: { at: at('20:00', 10) } });
      await world.takeBack(r(1), v(1), at('20:30', 10));
      await world.drained();
      expect(await bound(v(1), 'completed')).toEqual([[begin, at('20:30', 10)]]);
    });

    it('gives the vehicle free at its former end when orders drops it', async () => {
      await ask('extend', begin, at('20:00', 10));
      await decide('dropped');
      expect(await bound(v(1))).toEqual([[begin, at('19:00', 10)]]);
      const wish = { classCode, from: at('19:00', 10), to: at('09:00', 11), time };
      await world.submit(r(2), wish);
      await world.drained();
      expect(await world.published('capacity-held', r(2))).toHaveLength(1);
    });

    it('lets who follows have another vehicle', async () => {
      await world.reserve(r(2), { classCode, from: at('19:00', 10), to: at('09:00', 11), time: near });
      expect((await world.hold(r(2)))?.vehicleId).toBe(v(1));
      await world.register(v(2), classCode);
      await world.drained();
      await ask('extend', begin, at('20:00', 10));
      expect(await answers('capacity-held')).toHaveLength(1);
      expect(await world.hold(r(2))).toMatchObject({ vehicleId: v(2), conflict: null });
    });

    it('is refused where that has none, with the latest return that is possible', async () => {
      await world.reserve(r(2), { classCode, from: at('21:00', 10), to: at('09:00', 11), time: near });
      await ask('extend', begin, at('22:00', 10));
      const [refused] = await answers('capacity-refused');
      expect(refused).toMatchObject({
        reasons: [{ rule: 'promise', inTheWay: { kind: 'rental', id: r(2) } }],
        alternatives: [{ return: { branchId: A, at: at('20:00', 10) } }],
      });
      expect(await bound(v(1))).toContainEqual([begin, at('19:00', 10)]);
      expect(await world.conflicts()).toEqual([]);
    });

    it('is refused beyond the papers of the vehicle, and where the return is no later', async () => {
      await ask('extend', begin, at('10:00', 301));
      const [refused] = await answers('capacity-refused');
      expect(refused).toMatchObject({
        reasons: [{ rule: 'vehicle-unfit' }],
        alternatives: [{ return: { at: at('00:00', 300) } }],
      });
      question = testId(0x5800 + classes);
      await ask('extend', begin, due);
      expect(await answers('capacity-refused')).toEqual([
        expect.objectContaining({ reasons: [expect.objectContaining({ rule: 'interval' })] }),
      ]);
    });
  });

  describe('exchange', () => {
    it('holds another vehicle until orders has decided, and is made when it confirms', async () => {
      await world.register(v(2), classCode);
      await world.drained();
      await ask('exchange', time, due);
      expect(await answers('capacity-held')).toEqual([expect.objectContaining({ vehicleId: v(2) })]);
      expect(await bound(v(1))).toEqual([[begin, at('19:00', 10)]]);
      await decide('confirmed');
      expect(await bound(v(1), 'completed')).toEqual([[begin, time]]);
      expect(await world.allocations(`vehicleId=${v(2)}&status=active`)).toEqual([
        expect.objectContaining({ reservationId: r(1), from: time, to: at('19:00', 10), inUse: true }),
      ]);
      await world.submit(r(2), { classCode, from: at('14:00', 10), to: at('17:00', 10), time });
      await world.drained();
      expect((await world.hold(r(2)))?.vehicleId).toBe(v(1));
      await world.takeBack(r(1), v(2), at('17:30', 10));
      await world.drained();
      expect(await bound(v(2), 'completed')).toEqual([[time, at('17:30', 10)]]);
    });

    it('leaves all as it was when orders drops it, or no vehicle is free', async () => {
      await ask('exchange', time, due);
      expect(await answers('capacity-refused')).toHaveLength(1);
      await world.register(v(2), classCode);
      await world.drained();
      question = testId(0x5800 + classes);
      await ask('exchange', time, due);
      await decide('dropped');
      expect(await bound(v(1))).toEqual([[begin, at('19:00', 10)]]);
      expect(await world.hold(r(1))).toMatchObject({ status: 'in-use', vehicleId: v(1) });
    });
  });

  it('is about a vehicle that is driven there, too, and that was when the customer goes on with it', async () => {
    await world.register(v(2), classCode, B);
    await world.drained();
    await defineDrive(world, B, A, { minutes: 60, costFen: 1_000 });
    await ask('exchange', at('15:00', 10), due);
    expect(await answers('capacity-held')).toEqual([expect.objectContaining({ vehicleId: v(2) })]);
    await decide('confirmed');
    expect(await relocations(world, `vehicleId=${v(2)}`)).toEqual([
      expect.objectContaining({ state: 'done', reservationId: r(1), doneAt: at('15:00', 10) }),
    ]);
    await world.service.http('DELETE', `/api/v1/drives/${B}/${A}`);
  });

  it('is refused about a rental that is not under way', async () => {
    await world.takeBack(r(1), v(1), at('11:00', 10));
    await world.drained();
    await ask('extend', begin, at('20:00', 10));
    expect(await answers('capacity-refused')).toEqual([
      expect.objectContaining({ reasons: [expect.objectContaining({ rule: 'rental-under-way' })] }),
    ]);
  });
});
