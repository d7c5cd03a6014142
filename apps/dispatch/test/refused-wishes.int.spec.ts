import { reservationRejectedV1, reservationSubmittedV1 } from '@houtai/event-catalogue';
import { at, testId } from '@houtai/testing';
import type { RefusedWishView } from '../src/views/refused-wish.dto';
import { A, A2, RentalWorld } from './rental-world';

const [compact, suv] = ['compact', 'suv'];
const r = (n: number) => testId(0x8100 + n);

interface Kept {
  id: string;
  inOneTransaction: boolean;
}

describe('refused wishes', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start();
    await world.defineClass(compact, 1);
    await world.register(testId(0x8001), compact);
    await world.drained();
    await world.reserve(r(0));
  });
  afterAll(async () => {
    const parked = await world.parked();
    await world.close();
    expect(parked).toEqual([]);
  });

  const kept = () =>
    world.service.sql<Kept>(
      `select w.reservation_id as id, w.xmin = r.xmin as "inOneTransaction"
         from refused_wish w join capacity_request r using (reservation_id) order by 1`,
    );
  const ids = async () => (await kept()).map(({ id }) => id);

  it('are kept with the refusal, in its transaction and once, however often they are asked', async () => {
    const data = {
      ...reservationSubmittedV1.sample,
      reservationId: r(1),
      classCode: compact,
      pickUp: { branchId: A, at: at('11:00', 10) },
      return: { branchId: A, at: at('10:00', 12) },
    };
    for (const id of [testId(0x8200), testId(0x8200), testId(0x8201)]) {
      const message = { event: reservationSubmittedV1, key: r(1), aggregateVersion: 1, data, id };
      await world.service.publish(message, { time: at('00:30', 1) });
      await world.drained();
    }
    expect(await world.published('capacity-refused', r(1))).toHaveLength(1);
    expect(await kept()).toEqual([{ id: r(1), inOneTransaction: true }]);
    const data2 = { ...reservationRejectedV1.sample, reservationId: r(1), rejectedAt: at('00:31', 1) };
    await world.publish(reservationRejectedV1, r(1), data2, at('00:31', 1));
    await world.drained();
    expect(await ids()).toEqual([r(1)]);
  });

  it('are not what leaves the promise that there is, nor what no vehicle could serve at all', async () => {
    await world.reserve(r(2), { from: at('10:00', 20), to: at('10:00', 21) });
    const longer = { from: at('10:00', 10), to: at('10:00', 21) };
    await world.requestChange(r(2), testId(0x8202), longer);
    await world.submit(r(3), { from: at('10:00', 11), to: at('10:00', 11) });
    await world.drained();
    expect(await world.published('capacity-refused', r(2))).toHaveLength(1);
    expect(await world.published('capacity-refused', r(3))).toHaveLength(1);
    expect(await ids()).toEqual([r(1)]);
  });

  it('are gone when a vehicle is promised after all', async () => {
    const wish = { classCode: suv };
    await world.submit(r(4), wish);
    await world.drained();
    expect(await ids()).toEqual([r(1), r(4)]);
    await world.confirm(r(4), wish);
    await world.drained();
    expect(await ids()).toEqual([r(1)]);
  });

  it('are kept of all that are asked at once', async () => {
    const wish = { from: at('10:00', 30), to: at('10:00', 31) };
    const asked = [r(10), r(11), r(12), r(13)];
    await Promise.all(asked.map((id) => world.submit(id, wish)));
    await world.drained();
    const held = await Promise.all(asked.map((id) => world.published('capacity-held', id)));
    expect(held.flat()).toHaveLength(1);
    const lost = asked.filter((_, n) => held[n]?.length === 0);
    expect(await ids()).toEqual([r(1), ...lost]);
    for (const id of lost) await world.cancel(id);
    await world.drained();
    expect(await ids()).toEqual([r(1)]);
  });

  it('are listed by pick-up, page by page and by branch, class and time, and say which of them fit by now', async () => {
    const elsewhere = { pickUpAt: A2, returnAt: A2, from: at('09:00', 10), to: at('09:00', 11) };
    await world.submit(r(5), elsewhere);
    await world.submit(r(6), { classCode: suv, from: at('12:00', 11), to: at('10:00', 12) });
    await world.drained();
    await world.service.advanceTo(at('12:00', 9));
    const list = async (query = '') => {
      const { status, body } = await world.service.http('GET', `/api/v1/refused-wishes?${query}`);
      expect(status).toBe(200);
      return body as unknown as { items: RefusedWishView[]; next: string | null };
    };
    const listed = async (query = '') => (await list(query)).items.map(({ reservationId }) => reservationId);
    expect(await listed()).toEqual([r(5), r(1), r(6)]);
    expect(await listed(`branchId=${A}`)).toEqual([r(1), r(6)]);
    expect(await listed(`classCode=${suv}`)).toEqual([r(6)]);
    expect(await listed(`from=${at('11:00', 10)}&to=${at('12:00', 11)}`)).toEqual([r(1)]);
    const first = await list('limit=2');
    expect(await listed(`limit=2&after=${first.next}`)).toEqual([r(6)]);
    expect((await list(`branchId=${A}&classCode=${compact}`)).items).toEqual([
      {
        ...{ reservationId: r(1), classCode: compact, allowedClasses: ['economy', compact] },
        pickUp: { branchId: A, at: at('11:00', 10) },
        return: { branchId: A, at: at('10:00', 12) },
        ...{ refusedAt: at('00:30', 1), fitsNow: false },
      },
    ]);
    await world.cancel(r(0), at('12:01', 9));
    await world.drained();
    expect((await list()).items.map(({ fitsNow }) => fitsNow)).toEqual([false, true, false]);
    await world.service.advanceTo(at('11:00', 10));
    expect((await list()).items.map(({ fitsNow }) => fitsNow)).toEqual([false, false, false]);
    const refused = await world.service.http('GET', '/api/v1/refused-wishes', {
      roles: ['customer-service-agent'],
    });
    expect(refused.status).toBe(403);
  });

  it('are forgotten thirty days after the return that was wished for', async () => {
    await world.service.advanceTo(at('09:59', 42));
    expect(await ids()).toEqual([r(1), r(6)]);
    await world.service.advanceTo(at('10:00', 42));
    expect(await ids()).toEqual([]);
  });
});
