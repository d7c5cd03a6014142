import { capacityHeldV1, capacityRefusedV1 } from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { embeddedTestBus, testId, type TestBus } from '@houtai/testing';
import { NOW, Shop, WISH } from './a-running-shop';

describe('answers of dispatch that come together', () => {
  let bus: TestBus;
  let shop: Shop;

  beforeAll(async () => {
    bus = await embeddedTestBus();
    // one partition, so that they are one batch
    const env = { ...bus.env, HOUTAI_BUS_PARTITIONS: '1' };
    shop = await Shop.open({ bus: { ...bus, env } });
  });
  afterAll(async () => {
    await shop?.service.close();
    await bus?.drop();
  });

  const wishes = async (count: number) =>
    (await Promise.all(Array.from({ length: count }, () => shop.submit()))).map(({ id }) => id);
  const held = (reservationId: string) => {
    const { pickUp, return: dropOff, classCode } = WISH;
    const data = { reservationId, classCode, pickUp, return: dropOff, heldAt: NOW };
    return outgoing(capacityHeldV1, reservationId, 1, data);
  };
  const refused = (reservationId: string) =>
    outgoing(capacityRefusedV1, reservationId, 1, {
      ...capacityRefusedV1.sample,
      reservationId,
      changeId: undefined,
      refusedAt: NOW,
    });
  const steps = (ids: readonly string[]) =>
    shop.service.sql<{ status: string; transaction: string }>(
      `select status, xmin::text as transaction from reservation_history
        where reservation_id = any($1) and type <> 'ReservationSubmitted'`,
      [ids],
    );

  it('are applied 32 to a transaction, and each consequence names its own cause', async () => {
    const ids = await wishes(32);
    const answers = ids.map((id, n) => (n % 4 === 3 ? refused(id) : held(id)));
    const events = answers.map((answer, n) => ({ ...answer, id: testId(7_000 + n) }));
    await shop.service.publish(events, { time: NOW });
    await shop.service.drained();

    const rows = await steps(ids);
    expect(rows.filter(({ status }) => status === 'confirmed')).toHaveLength(24);
    expect(rows.filter(({ status }) => status === 'rejected')).toHaveLength(8);
    expect(new Set(rows.map(({ transaction }) => transaction)).size).toBe(1);
    const told = await shop.service.sql<{ key: string; cause: string }>(
      `select key, headers->>'causationid' as cause from event_log where key = any($1) and aggregate_version = 2`,
      [ids],
    );
    expect(new Map(told.map(({ key, cause }) => [key, cause]))).toEqual(
      new Map(events.map(({ key, id }) => [key, id])),
    );
  });

  it('are not held up by one about a reservation that nobody knows, which alone is parked', async () => {
    const ids = await wishes(31);
    const unknown = testId(9_999);
    await shop.service.publish([...ids.slice(0, 16), unknown, ...ids.slice(16)].map(held), { time: NOW });
    await shop.service.drained();
    const confirmed = (await steps(ids)).filter(({ status }) => status === 'confirmed');
    expect(confirmed).toHaveLength(31);
    expect(await shop.service.sql('select key, status from parked_message')).toEqual([
      { key: unknown, status: 'failed' },
    ]);
  });
});
