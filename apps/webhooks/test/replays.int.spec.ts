import { reservationConfirmedV1 } from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { uuidv7 } from 'uuidv7';
import { answering, Receiver } from './receiver';
import type { Shown } from './shown';
import { OTHER, PARTNER, startWebhooks, type Webhooks } from './webhooks-fixture';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('what is sent again', () => {
  let service: Webhooks;
  let receiver: Receiver;

  beforeEach(async () => {
    [service, receiver] = await Promise.all([startWebhooks(), Receiver.start()]);
  });
  afterEach(async () => {
    try {
      expect(await service.brokenPromises(receiver)).toEqual([]);
    } finally {
      await service.close();
      await receiver.down();
    }
  });

  const done = async (id: string): Promise<Shown> => {
    for (const end = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const { body } = await service.as(PARTNER, 'GET', `/api/v1/webhook-replays/${id}`);
      if (body.status === 'done' && body.open === 0) return body;
      if (Date.now() > end) throw new Error(JSON.stringify(body));
    }
  };

  it('after an outage is everything that was missed, and nothing of another partner', async () => {
    const other = await Receiver.start();
    await service.endpoint(other.url(), {}, OTHER);
    // before there was an endpoint, and after it was given up
    await service.confirm(2);
    await service.drained();
    const { id } = await service.endpoint(receiver.url());
    receiver.behaviour = answering(500);
    await service.confirm(2);
    await receiver.has(2);
    await service.drained();
    await service.sql(`update delivery set state = 'exhausted' where endpoint_id = $1`, [id]);
    receiver.behaviour = answering(204);
    await service.confirm(2);
    await service.confirm(3, OTHER);
    await other.has(3);
    await service.settled();
    const before = receiver.events().length;
    const { body } = await service.as(PARTNER, 'POST', `/api/v1/webhook-endpoints/${id}/recover`, {
      since: ago(5),
    });
    expect(await done(body.id)).toMatchObject({ lookedAt: 6, begun: 4, delivered: 4, exhausted: 0 });
    expect(receiver.events().length - before).toBe(4);
    expect(new Set(receiver.ids()).size).toBe(6);
    expect(
      receiver
        .events()
        .slice(before)
        .every(({ headers }) => headers['webhook-replay'] === 'true'),
    ).toBe(true);
    expect(other.events()).toHaveLength(3);
    await other.down();
  });

  it('is also what waits for its next attempt, which is made now; called off it goes on waiting', async () => {
    const { id } = await service.endpoint(receiver.url());
    await receiver.down();
    await service.confirm(12);
    const failed = async () =>
      (await service.sql<{ count: number }>('select count(*)::int as count from attempt'))[0]?.count ?? 0;
    while ((await failed()) < 10) await new Promise((resolve) => setTimeout(resolve, 50));
    // as after minutes: the next attempt is half an hour away, and the breaker is open
    await service.sql(`update delivery set attempts = 3, due_at = now() + interval '30 min'`);
    await receiver.up();
    const { body } = await service.as(PARTNER, 'POST', `/api/v1/webhook-endpoints/${id}/recover`, {
      since: ago(5),
    });
    await receiver.has(12);
    await service.settled();
    expect(await service.states()).toEqual({ delivered: 12 });
    expect(receiver.events().filter(({ headers }) => headers['webhook-replay'])).toEqual([]);
    expect(await done(body.id)).toMatchObject({ lookedAt: 12, begun: 0 });
    expect((await service.as(PARTNER, 'POST', `/api/v1/webhook-replays/${body.id}/cancel`)).status).toBe(409);
  });

  it('may be what was delivered as well, of some types, and can be called off', async () => {
    const { id } = await service.endpoint(receiver.url());
    await service.confirm(5);
    await receiver.has(5);
    await service.settled();
    await service.as(PARTNER, 'POST', `/api/v1/webhook-endpoints/${id}/pause`);
    const wish = { endpointId: id, since: ago(5), missedOnly: false };
    const none = await service.as(PARTNER, 'POST', '/api/v1/webhook-replays', {
      ...wish,
      eventTypes: ['rental.*'],
    });
    expect(await done(none.body.id)).toMatchObject({ lookedAt: 0, begun: 0 });
    const all = await service.as(PARTNER, 'POST', '/api/v1/webhook-replays', wish);
    await service.sql('select pg_sleep(1.5)');
    const path = `/api/v1/webhook-replays/${all.body.id}`;
    expect((await service.as(PARTNER, 'GET', path)).body).toMatchObject({
      status: 'done',
      begun: 5,
      open: 5,
    });
    expect((await service.as(PARTNER, 'POST', `${path}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    expect(await service.as(PARTNER, 'POST', `${path}/cancel`)).toMatchObject({ status: 409 });
    expect(await service.states()).toEqual({ delivered: 5 });
    await service.as(PARTNER, 'POST', `/api/v1/webhook-endpoints/${id}/resume`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(receiver.events()).toHaveLength(5);
  });

  it('goes no further back than what is kept, and not into the future', async () => {
    const { id } = await service.endpoint(receiver.url());
    const rulesOf = async (wish: object) => {
      const { body } = await service.as<{ errors?: { field: string; rule: string }[] }>(
        PARTNER,
        'POST',
        '/api/v1/webhook-replays',
        { endpointId: id, ...wish },
      );
      return body.errors?.map(({ field, rule }) => `${field} ${rule}`);
    };
    expect(await rulesOf({ since: ago(31 * 24 * 60) })).toEqual(['since isKept']);
    expect(await rulesOf({ since: ago(-60) })).toEqual(['since isPast']);
    expect(await rulesOf({ since: ago(60), until: ago(120) })).toEqual(['until isLater']);
    expect(await rulesOf({ since: 'yesterday', eventTypes: ['x'] })).toEqual(
      expect.arrayContaining(['since isInstant', 'eventTypes areEventTypes']),
    );
  });

  it('by the bus is told once: delivered three times, or with the topic read from its beginning', async () => {
    await service.endpoint(receiver.url());
    const reservationId = uuidv7();
    const data = { ...reservationConfirmedV1.sample, reservationId, partnerId: PARTNER };
    const event = { ...outgoing(reservationConfirmedV1, reservationId, 1, data), id: uuidv7() };
    service.happens(reservationId);
    for (let n = 0; n < 3; n += 1) await service.publish(event);
    await receiver.has(1);
    await service.drained();
    // all that consumers remember is gone
    await service.sql('delete from inbox');
    await service.sql('delete from consumed_version');
    await service.publish(event);
    await service.confirm();
    await receiver.has(2);
    await service.drained();
    await service.settled();
    expect(receiver.ids()).toHaveLength(2);
    expect(new Set(receiver.ids()).size).toBe(2);
  });

  it('is nothing that happened before what is kept, when an installation begins to listen', async () => {
    await service.endpoint(receiver.url());
    const old = uuidv7().replace(/^.{8}-.{4}/, '018f0000-0000');
    const id = uuidv7();
    const data = { ...reservationConfirmedV1.sample, reservationId: id, partnerId: PARTNER };
    await service.publish({ ...outgoing(reservationConfirmedV1, id, 1, data), id: old });
    await service.confirm();
    await receiver.has(1);
    await service.drained();
    expect((await service.sql('select from message')).length).toBe(1);
  });
});
