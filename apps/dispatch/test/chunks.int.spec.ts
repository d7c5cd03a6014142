import { reservationCancelledV1 } from '@houtai/event-catalogue';
import { UnitOfWork, type Received } from '@houtai/messaging';
import { at, testId } from '@houtai/testing';
import { ConfirmationService } from '../src/capacities/confirmation.service';
import { SubmissionService } from '../src/capacities/submission.service';
import { WhenReservationEnded } from '../src/capacities/when-reservation-ended.consumer';
import { A, B, RentalWorld } from './rental-world';

const VEHICLES = 3;

describe('a chunk of events', () => {
  let world: RentalWorld;

  beforeAll(async () => {
    world = await RentalWorld.start();
    for (let n = 0; n < VEHICLES; n += 1) await world.register(testId(0x100 + n), 'chunk');
    await world.drained();
  });
  afterAll(async () => {
    const [overlaps, parked] = [await world.overlaps(), await world.parked()];
    await world.close();
    expect(overlaps).toEqual([]);
    expect(parked).toEqual([]);
  });

  const reservation = (n: number) => testId(0x200 + n);
  const told = (n: number, { day = 10, time = at('00:00', 1) } = {}) => ({
    reservationId: reservation(n),
    request: {
      classCode: 'chunk',
      pickUp: { branchId: A, at: at('10:00', day) },
      return: { branchId: A, at: at('10:00', day + 1) },
    },
    call: { correlationId: testId(0x300 + n), causationId: testId(0x400 + n), businessTime: time },
  });
  const service = <T>(type: new (...args: never[]) => T) => world.service.running.app.get(type);

  it('of submissions is answered in its order, each after the one before and in its own name', async () => {
    const submissions = [0, 1, 2, 3, 4].map((n) => told(n, { time: at(`0${n}:00`, 1) }));
    await service(SubmissionService).answer([...submissions, told(5, { day: 20 })]);
    const events = await world.service.sql<{ key: string; type: string; headers: Record<string, string> }>(
      `select key, type, headers from event_log where topic like '%dispatch.reservation-capacity%'
          or type like 'houtai.dispatch.capacity-%' order by seq`,
    );
    expect(
      events.map(({ key, type, headers }) => [key, type.split('.')[2], headers.correlationid, headers.time]),
    ).toEqual([
      ...[0, 1, 2].map((n) => [reservation(n), 'capacity-held', testId(0x300 + n), at(`0${n}:00`, 1)]),
      ...[3, 4].map((n) => [reservation(n), 'capacity-refused', testId(0x300 + n), at(`0${n}:00`, 1)]),
      [reservation(5), 'capacity-held', testId(0x305), at('00:00', 1)],
    ]);
    const vehicles = await Promise.all(
      [0, 1, 2].map(async (n) => (await world.hold(reservation(n)))?.vehicleId),
    );
    expect(new Set(vehicles).size).toBe(VEHICLES);
  });

  it('of submissions moves one that it has not stored yet for the sake of the next one', async () => {
    const [arriving, leaving] = [testId(0x120), testId(0x121)];
    await world.register(arriving, 'moving', B, at('23:00', 14));
    await world.register(leaving, 'moving', A, at('23:00', 13));
    await world.drained();
    const wish = (n: number, from: number, to: number, pickUpAt = A) => {
      const { request, ...rest } = told(n);
      const pickUp = { branchId: pickUpAt, at: at('10:00', from) };
      const back = { branchId: A, at: at('10:00', to) };
      return { ...rest, request: { ...request, classCode: 'moving', pickUp, return: back } };
    };
    await service(SubmissionService).answer([wish(20, 8, 9, B), wish(21, 10, 13), wish(22, 8, 12)]);
    expect(await world.hold(reservation(20))).toMatchObject({ vehicleId: arriving });
    expect(await world.hold(reservation(21))).toMatchObject({ vehicleId: arriving });
    expect(await world.hold(reservation(22))).toMatchObject({ vehicleId: leaving });
  });

  it('of submissions that were answered before changes nothing', async () => {
    await service(SubmissionService).answer([told(0), told(3), told(5, { day: 20 })]);
    expect(await world.published('capacity-held', reservation(0))).toHaveLength(1);
    expect(await world.published('capacity-refused', reservation(3))).toHaveLength(1);
  });

  it('of confirmations makes firm what is far, binds what is near, and holds what was refused', async () => {
    const near = at('20:00', 9);
    await service(ConfirmationService).confirm([
      told(0, { time: near }),
      told(5, { day: 20, time: near }),
      told(3, { time: near }),
      told(6, { day: 21, time: near }),
    ]);
    expect(await world.hold(reservation(0))).toMatchObject({
      status: 'firm',
      allocationId: expect.any(String),
    });
    expect(await world.hold(reservation(5))).toMatchObject({ status: 'firm', allocationId: null });
    expect(await world.hold(reservation(3))).toMatchObject({ status: 'firm', conflict: 'no-vehicle' });
    expect(await world.hold(reservation(6))).toMatchObject({ status: 'firm', vehicleId: expect.any(String) });
    expect(await world.published('capacity-held', reservation(6))).toHaveLength(1);
  });

  it('of endings does not deadlock with another one whose classes come in another order', async () => {
    await world.register(testId(0x110), 'other');
    await world.drained();
    const ended = [10, 11, 12, 13].map((n) => told(n, { day: 2 * n - 6 }));
    ended.forEach(({ request }, n) => (request.classCode = n % 3 ? 'other' : 'chunk'));
    await service(SubmissionService).answer(ended);
    for (const { reservationId } of ended) expect(await world.hold(reservationId)).toBeDefined();
    const received = ended.map(({ reservationId, call }) => {
      return { data: { reservationId }, event: { type: reservationCancelledV1.type }, call };
    }) as Received<{ reservationId: string }>[];
    const end = (events: Received<{ reservationId: string }>[]) =>
      service(UnitOfWork).run(() => service(WhenReservationEnded).handle(events));
    await Promise.all([end(received.slice(0, 2)), end(received.slice(2))]);
    for (const { reservationId } of ended) expect(await world.hold(reservationId)).toBeUndefined();
  });
});
