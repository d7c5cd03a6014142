import {
  branchOpenedV1,
  partnerContractChangedV1,
  partnerRegisteredV1,
  ratePlanPublishedV1,
} from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { testId } from '@houtai/testing';
import { Receiver } from './receiver';
import type { Shown } from './shown';
import { OTHER, PARTNER, startWebhooks, type Webhooks } from './webhooks-fixture';

describe('deliveries', () => {
  let service: Webhooks;
  let receiver: Receiver;

  beforeEach(async () => {
    [service, receiver] = await Promise.all([startWebhooks(), Receiver.start()]);
  });
  afterEach(async () => {
    await service.close();
    await receiver.down();
  });

  it('what happens to a booking of a partner reaches its endpoint, signed, and nobody else', async () => {
    const { secret } = await service.endpoint(receiver.url());
    const others = await Receiver.start();
    await service.endpoint(others.url(), {}, OTHER);
    const [reservation] = await service.confirm();
    await service.confirm(1, null);
    const [event] = await receiver.has(1);
    await service.drained();
    expect(event?.body).toMatchObject({
      id: event?.id,
      type: 'reservation.confirmed',
      apiVersion: 'v1',
      subject: `reservation/${reservation}`,
      version: 1,
      data: { reservationId: reservation },
    });
    expect(event?.id).toMatch(/^evt_[0-9a-f]{32}$/);
    receiver.verify(secret);
    expect(receiver.events()).toHaveLength(1);
    expect(others.events()).toHaveLength(0);
    await others.down();
  });

  it('only what was subscribed to is sent; all of it is listed for who polls', async () => {
    await service.endpoint(receiver.url(), { eventTypes: ['rental.*'] });
    await service.confirm(3);
    await service.drained();
    const { body } = await service.as<{ items: Shown[] }>(PARTNER, 'GET', '/api/v1/events?limit=2');
    expect(body.items.map(({ type }) => type)).toEqual(['reservation.confirmed', 'reservation.confirmed']);
    expect(receiver.events()).toEqual([]);
    const others = await service.as<{ items: Shown[] }>(OTHER, 'GET', `/api/v1/events?partnerId=${PARTNER}`);
    expect(others.body.items).toEqual([]);
  });

  it('what is the same for everybody goes to each partner that subscribed, under ids of its own', async () => {
    const second = await Receiver.start();
    await service.endpoint(receiver.url(), { eventTypes: ['branch.opened'] });
    await service.endpoint(second.url(), { eventTypes: ['branch.*'] }, OTHER);
    const id = testId(1);
    await service.publish(outgoing(branchOpenedV1, id, 1, { ...branchOpenedV1.sample, branchId: id }));
    const [[one], [two]] = await Promise.all([receiver.has(1), second.has(1)]);
    expect(one?.body.data).toEqual(two?.body.data);
    expect(one?.id).not.toBe(two?.id);
    await second.down();
  });

  it('prices of a group go to the partners that have it in their contract, and to no other', async () => {
    const second = await Receiver.start();
    await service.endpoint(receiver.url(), { eventTypes: ['price-list.*'] });
    await service.endpoint(second.url(), { eventTypes: ['*'] }, OTHER);
    const publish = async (priceGroup: string | undefined, n: number) => {
      const ratePlanId = testId(n);
      const { priceGroup: _, ...plan } = ratePlanPublishedV1.sample;
      const data = { ...plan, ratePlanId, ...(priceGroup !== undefined && { priceGroup }) };
      await service.publish(outgoing(ratePlanPublishedV1, ratePlanId, 1, data));
      await service.drained();
    };
    const plansOf = (events: readonly { body: { data: object } }[]) =>
      events.map(({ body }) => Reflect.get(body.data, 'ratePlanId') as string);
    const [{ contract, ...partner }, changedAt] = [partnerRegisteredV1.sample, '2026-03-02T02:00:00.000Z'];
    for (const [partnerId, priceGroup] of [
      [PARTNER, 'airline'],
      [OTHER, 'agency'],
    ] as const) {
      const signed = { ...partner, partnerId, contract: { ...contract, priceGroup } };
      await service.publish(outgoing(partnerRegisteredV1, partnerId, 1, signed));
    }
    await service.drained();
    await publish('airline', 1);
    await publish(undefined, 2);
    const moved = { partnerId: PARTNER, contract: { ...contract, priceGroup: 'agency' }, changedAt };
    await service.publish(outgoing(partnerContractChangedV1, PARTNER, 2, moved));
    await service.drained();
    await publish('airline', 3);
    await publish('agency', 4);
    await service.settled();
    expect(plansOf(await receiver.has(3))).toEqual([testId(1), testId(2), testId(4)]);
    expect(plansOf(await second.has(2))).toEqual([testId(2), testId(4)]);
    await second.down();
  });

  it('an attempt leaves a trace that its partner can read, and no other partner', async () => {
    await service.endpoint(receiver.url());
    await service.confirm();
    await receiver.has(1);
    await service.settled();
    const { body } = await service.as<{ items: Shown[] }>(PARTNER, 'GET', '/api/v1/webhook-deliveries');
    const path = `/api/v1/webhook-deliveries/${body.items[0]?.id}`;
    const shown = await service.as(PARTNER, 'GET', path);
    expect(shown.body).toMatchObject({
      state: 'delivered',
      attempts: 1,
      body: receiver.events()[0]?.text,
      log: [{ number: 1, status: 204, address: '127.0.0.1' }],
    });
    expect((await service.as(OTHER, 'GET', path)).status).toBe(404);
    expect((await service.as(OTHER, 'POST', `${path}/replay`)).status).toBe(404);
    expect((await service.as(PARTNER, 'POST', `${path}/replay`)).status).toBe(200);
    const [first, replayed] = await receiver.has(2);
    expect(replayed?.id).toBe(first?.id);
    expect(first?.headers['webhook-replay']).toBeUndefined();
    expect(replayed?.headers['webhook-replay']).toBe('true');
  });

  it('counts by outcome, without a word of where and whose', async () => {
    await service.endpoint(receiver.url());
    await service.confirm(2);
    await service.drained();
    await service.settled();
    const { body } = await service.http<string>('GET', '/metrics');
    expect(body).toMatch(/^houtai_webhook_attempts_total\{outcome="delivered"\} 2$/m);
    expect(body).toMatch(/^houtai_webhook_first_attempt_lag_seconds_count 2$/m);
    expect(body).toMatch(/^houtai_webhook_due 0$/m);
    const webhooks = body.split('\n').filter((line) => line.startsWith('houtai_webhook'));
    expect(webhooks.join('\n')).not.toMatch(/127\.0\.0\.1|[0-9a-f]{8}-/);
  });
});
