import { capacityHeldV1 } from '@houtai/event-catalogue';
import { addMinutes } from '@houtai/domain-kit';
import { outgoing } from '@houtai/messaging';
import { testId } from '@houtai/testing';
import type { ReservationView } from '../src/reservations/reservation-view.dto';
import { INSPECTION, NOW, PICK_UP, Shop, WISH } from './a-running-shop';

describe('races', () => {
  let shop: Shop;
  beforeAll(async () => (shop = await Shop.open()));
  afterAll(() => shop?.service.close());

  it('twenty desks hand over the same vehicle: one of them does', async () => {
    const ready: ReservationView[] = [];
    for (let n = 0; n < 20; n += 1) ready.push(await shop.ready(testId(41)));
    const answers = await Promise.all(
      ready.map(({ id }) => shop.post(`reservations/${id}/handover`, INSPECTION, PICK_UP)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    // who looked before the first was done is stopped by the database, who looked later by the gate
    const refused = answers.filter(({ status }) => status === 409).map(({ body }) => body.code);
    expect(refused).toHaveLength(19);
    expect(['vehicle-not-back', 'handover-refused']).toEqual(expect.arrayContaining(refused));
    const open = await shop.service.sql(`select 1 from agreement where vehicle_id = $1`, [testId(41)]);
    expect(open).toHaveLength(1);
  });

  it('passes over what dispatch answers about other subjects, and about rentals under way', async () => {
    const { id: reservationId } = await shop.submit();
    const { pickUp, return: dropOff, classCode } = WISH;
    const terms = { classCode, pickUp, return: dropOff, heldAt: NOW };
    const absence = { subject: { kind: 'maintenance' as const, id: testId(77) } };
    await shop.service.publish(outgoing(capacityHeldV1, testId(77), 1, { ...absence, ...terms }));
    const question = { reservationId, questionId: testId(78) };
    await shop.service.publish(outgoing(capacityHeldV1, reservationId, 1, { ...question, ...terms }));
    await shop.service.drained();
    expect((await shop.reservation(reservationId)).status).toBe('submitted');
    expect(await shop.service.sql('select * from parked_message')).toEqual([]);
  });

  it('ten clicks cancel a reservation once', async () => {
    const { id } = await shop.confirmed();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => shop.post(`reservations/${id}/cancel`, { reason: 'customer' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await shop.typesOf(id)).toEqual([
      'reservation-submitted',
      'reservation-confirmed',
      'reservation-cancelled',
    ]);
  });

  it('an answer, a timer and a cancellation meet: one of them wins, versions stay contiguous', async () => {
    const wishes = await Promise.all(Array.from({ length: 10 }, () => shop.submit()));
    const later = addMinutes(NOW, 16);
    const { pickUp, return: dropOff, classCode } = WISH;
    await Promise.all([
      ...wishes.map(({ id: reservationId }) => {
        const data = { reservationId, classCode, pickUp, return: dropOff, heldAt: addMinutes(NOW, 1) };
        return shop.service.publish(outgoing(capacityHeldV1, reservationId, 1, data), { time: data.heldAt });
      }),
      ...wishes.map(({ id }) => shop.post(`reservations/${id}/cancel`, { reason: 'customer' }, later)),
      shop.service.advanceTo(later),
    ]);
    await shop.service.drained();
    const ends = await Promise.all(wishes.map(({ id }) => shop.reservation(id)));
    for (const { id, status } of ends) {
      expect(['cancelled', 'expired']).toContain(status);
      const versions = (await shop.service.eventsPublished())
        .filter(({ key }) => key === id)
        .map(({ aggregateVersion }) => aggregateVersion);
      expect(versions).toEqual(versions.map((_, n) => n + 1));
    }
  });

  it('an event that comes again has no second effect', async () => {
    const { id } = await shop.confirmed();
    await shop.hold(id);
    await shop.hold(id);
    expect(await shop.reservation(id)).toMatchObject({ status: 'confirmed', version: 2 });
  });

  it('five hundred wishes at once are all taken, each told once', async () => {
    const before = (await shop.service.eventsPublished('houtai.orders.reservation-submitted.v1')).length;
    const taken = await Promise.all(Array.from({ length: 500 }, () => shop.submit()));
    expect(new Set(taken.map(({ id }) => id)).size).toBe(500);
    await shop.service.drained();
    const after = (await shop.service.eventsPublished('houtai.orders.reservation-submitted.v1')).length;
    expect(after - before).toBe(500);
  });
});
