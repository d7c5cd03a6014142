import {
  partnerEndedV1,
  partnerResumedV1,
  partnerSuspendedV1,
  type EventDefinition,
} from '@houtai/event-catalogue';
import { outgoing } from '@houtai/messaging';
import { fakeToken, testId } from '@houtai/testing';
import { Webhook } from 'standardwebhooks';
import { Receiver, answering } from './receiver';
import type { Shown } from './shown';
import { OTHER, PARTNER, startWebhooks, type Webhooks } from './webhooks-fixture';

const ENDPOINTS = '/api/v1/webhook-endpoints';

describe('endpoints', () => {
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

  it('get nothing before a test is answered with 2xx, and then what was held', async () => {
    const wish = { url: receiver.url(), eventTypes: ['*'] };
    const { body } = await service.as(PARTNER, 'POST', ENDPOINTS, wish);
    await service.confirm();
    await service.drained();
    receiver.behaviour = answering(500, {}, 'not yet');
    const failed = await service.as<Shown & { endpoint: Shown }>(
      PARTNER,
      'POST',
      `${ENDPOINTS}/${body.id}/test`,
    );
    expect(failed.body).toMatchObject({ taken: false, status: 500, answer: 'not yet' });
    expect(failed.body.endpoint.status).toBe('pending');
    const again = await service.as(PARTNER, 'POST', `${ENDPOINTS}/${body.id}/test`);
    expect(again).toMatchObject({ status: 409, body: { code: 'test-too-soon' } });
    expect(receiver.events()).toEqual([]);
    await service.sql(`update endpoint_health set tested_at = now() - interval '1 min'`);
    receiver.behaviour = answering(204);
    await service.as(PARTNER, 'POST', `${ENDPOINTS}/${body.id}/test`);
    await receiver.has(1);
    receiver.verify(body.secret);
  });

  it('are at most twenty of a partner, also when they are made at once, and none twice', async () => {
    const make = (n: number, partner = PARTNER) =>
      service.as(partner, 'POST', ENDPOINTS, { url: receiver.url('127.0.0.1', `/${n}`), eventTypes: ['*'] });
    const answers = await Promise.all(Array.from({ length: 25 }, (_, n) => make(n)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    const refused = answers.find(({ status }) => status !== 201);
    expect(refused).toMatchObject({ status: 409, body: { code: 'endpoint-limit', details: { most: 20 } } });
    expect((await make(0, OTHER)).status).toBe(201);
    expect(await make(0, OTHER)).toMatchObject({ status: 409, body: { code: 'endpoint-url-taken' } });
    const made = answers.find(({ status }) => status === 201)!.body;
    expect((await service.as(PARTNER, 'DELETE', `${ENDPOINTS}/${made.id}`)).status).toBe(204);
    expect((await make(99)).status).toBe(201);
  });

  it('name every fault of a wish at once', async () => {
    const wish = {
      url: 'https://me:secret@example.com/#x',
      eventTypes: ['reservation.burnt', 'rental.*'],
      ordering: 'any',
      mostInFlight: 0,
      mostPerSecond: 1.5,
      colour: 'red',
    };
    const { status, body } = await service.as<{ errors: { field: string }[] }>(
      PARTNER,
      'POST',
      ENDPOINTS,
      wish,
    );
    expect(status).toBe(400);
    expect([...new Set(body.errors.map(({ field }) => field))].sort()).toEqual(
      ['colour', 'eventTypes', 'mostInFlight', 'mostPerSecond', 'ordering', 'url'].sort(),
    );
  });

  it('belong to who the token says; the company has to say for whom', async () => {
    const wish = { url: receiver.url(), eventTypes: ['*'] };
    for (const partnerId of [PARTNER, OTHER]) {
      const own = await service.as<{ errors: object[] }>(PARTNER, 'POST', ENDPOINTS, { ...wish, partnerId });
      expect(own).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'partnerId', rule: 'isAbsent' }] },
      });
    }
    const roles = ['operations-manager'];
    const nobody = await service.http('POST', ENDPOINTS, { body: wish, roles });
    expect(nobody).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'partnerId', rule: 'isGiven' }] },
    });
    const made = await service.http<Shown>('POST', ENDPOINTS, { body: { ...wish, partnerId: OTHER }, roles });
    expect(made).toMatchObject({ status: 201, body: { partnerId: OTHER } });
    const listed = await service.http<{ items: Shown[] }>('GET', `${ENDPOINTS}?partnerId=${OTHER}`, {
      roles,
    });
    expect(listed.body.items.map(({ id }) => id)).toEqual([made.body.id]);
    expect((await service.http('GET', ENDPOINTS, { roles: ['accountant'] })).status).toBe(403);
  });

  it('of another partner are answered like ones that never were, on every route with an id', async () => {
    const made = await service.endpoint(receiver.url());
    await service.confirm();
    await receiver.has(1);
    await service.settled();
    const [delivery] = await service.sql<{ id: string }>('select id from delivery');
    const since = new Date(Date.now() - 600_000).toISOString();
    const replay = await service.as(PARTNER, 'POST', `${ENDPOINTS}/${made.id}/recover`, { since });
    const ids: Record<string, string> = {
      'webhook-endpoints': made.id,
      'webhook-deliveries': delivery!.id,
      'webhook-replays': replay.body.id,
    };
    const bodies: Record<string, unknown> = {
      put: { url: receiver.url(), eventTypes: ['*'] },
      'rotate-secret': {},
      recover: { since },
    };
    const token = await fakeToken({ roles: ['partner-admin'], partner: OTHER });
    const { paths } = (await service.http<{ paths: Record<string, object> }>('GET', '/openapi.json')).body;
    const walked: string[] = [];
    for (const [template, methods] of Object.entries(paths)) {
      const family = Object.keys(ids).find((name) => template.startsWith(`/api/v1/${name}/{id}`));
      if (!family) continue;
      for (const method of Object.keys(methods)) {
        const body = bodies[template.split('/').at(-1) ?? ''] ?? bodies[method];
        const ask = async (id: string) => {
          const headers = { authorization: `Bearer ${token}` };
          const answer = await service.http<Record<string, unknown>>(
            method.toUpperCase(),
            template.replace('{id}', id),
            { roles: null, headers, ...(body ? { body } : {}) },
          );
          const { traceId: _, ...problem } = answer.body;
          return { status: answer.status, problem: JSON.stringify(problem).replaceAll(id, 'ID') };
        };
        walked.push(`${method} ${template}`);
        const theirs = await ask(ids[family]!);
        expect({ [template]: theirs }).toEqual({ [template]: await ask(testId(4711)) });
        expect(theirs.status).toBe(404);
      }
    }
    expect(walked.length).toBeGreaterThanOrEqual(13);
    const start = { endpointId: made.id, since };
    expect((await service.as(OTHER, 'POST', '/api/v1/webhook-replays', start)).status).toBe(404);
    for (const list of [...Object.keys(ids), 'events']) {
      const { body } = await service.as<{ items: object[] }>(OTHER, 'GET', `/api/v1/${list}`);
      expect({ [list]: body.items }).toEqual({ [list]: [] });
    }
    expect((await service.as(PARTNER, 'GET', `${ENDPOINTS}/${made.id}`)).body.status).toBe('active');
  });

  it('sign with both secrets after a rotation, and then with the new one alone', async () => {
    const { id, secret } = await service.endpoint(receiver.url());
    receiver.behaviour = answering(500);
    await service.confirm();
    await receiver.has(1);
    const rotated = await service.as(PARTNER, 'POST', `${ENDPOINTS}/${id}/rotate-secret`, {});
    const young = rotated.body.secret;
    receiver.behaviour = answering(204);
    await service.hurry();
    const [, retried] = await receiver.has(2);
    for (const each of [secret, young]) new Webhook(each).verify(retried!.text, { ...retried!.headers });
    await service.settled();
    const third = (await service.as(PARTNER, 'POST', `${ENDPOINTS}/${id}/rotate-secret`, { overlapHours: 0 }))
      .body;
    await service.confirm();
    const [, , last] = await receiver.has(3);
    new Webhook(third.secret).verify(last!.text, { ...last!.headers });
    for (const each of [secret, young])
      expect(() => new Webhook(each).verify(last!.text, { ...last!.headers })).toThrow();
    const shown = await service.as(PARTNER, 'GET', `${ENDPOINTS}/${id}`);
    expect(JSON.stringify(shown.body)).not.toContain('whsec_');
    const [stored] = await service.sql<{ secret: string }>('select secret from endpoint_secret limit 1');
    expect(stored?.secret).toMatch(/^v2\./);
  });

  it('that are paused hold what comes, and go on with it', async () => {
    const { id } = await service.endpoint(receiver.url());
    expect((await service.as(PARTNER, 'POST', `${ENDPOINTS}/${id}/pause`)).body.status).toBe('paused');
    await service.confirm(3);
    await service.drained();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(receiver.events()).toEqual([]);
    const shown = await service.as<Shown>(PARTNER, 'GET', `${ENDPOINTS}/${id}`);
    expect(shown.body.health).toMatchObject({ open: 3, exhausted: 0, breaker: 'closed' });
    await service.as(PARTNER, 'POST', `${ENDPOINTS}/${id}/resume`);
    await receiver.has(3);
  });

  it('that are deleted with something under way get nothing more, and leave nothing open', async () => {
    const { id } = await service.endpoint(receiver.url(), { mostInFlight: 1 });
    let answer: () => void = () => undefined;
    receiver.behaviour = (_, response) => (answer = () => response.writeHead(500).end());
    await service.confirm(3);
    await receiver.has(1);
    expect((await service.as(PARTNER, 'DELETE', `${ENDPOINTS}/${id}`)).status).toBe(204);
    answer();
    await new Promise((resolve) => setTimeout(resolve, 500));
    await service.hurry();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await service.states()).toEqual({ cancelled: 3 });
    expect(receiver.events()).toHaveLength(1);
    expect((await service.as(PARTNER, 'GET', `${ENDPOINTS}/${id}`)).status).toBe(404);
    expect(await service.sql('select from endpoint_secret')).toEqual([]);
  });

  it('of a suspended partner get nothing until it is resumed, and then what was held; others are not touched', async () => {
    await service.endpoint(receiver.url());
    const other = await Receiver.start();
    await service.endpoint(other.url(), {}, OTHER);
    const told = <T>(event: EventDefinition<T>, data: T) =>
      service.publish(outgoing(event, PARTNER, 1, data));
    const suspendedAt = new Date().toISOString();
    await told(partnerSuspendedV1, { partnerId: PARTNER, suspendedAt });
    await service.drained();
    await service.confirm(2);
    await service.confirm(1, OTHER);
    await other.has(1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(receiver.events()).toEqual([]);
    await told(partnerResumedV1, { partnerId: PARTNER, resumedAt: suspendedAt });
    await receiver.has(2);
    await told(partnerEndedV1, { partnerId: PARTNER, endedAt: suspendedAt });
    await service.drained();
    await service.confirm();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(receiver.events()).toHaveLength(2);
    await other.down();
  });

  it('of a partner that is suspended with something under way: it ends, and nothing begins until it is resumed', async () => {
    await service.endpoint(receiver.url(), { mostInFlight: 1 });
    let answer: () => void = () => undefined;
    receiver.behaviour = (_, response) => (answer = () => response.writeHead(204).end());
    await service.confirm(3);
    await receiver.has(1);
    const suspendedAt = new Date().toISOString();
    const data = { partnerId: PARTNER, suspendedAt };
    await service.publish(outgoing(partnerSuspendedV1, PARTNER, 1, data));
    await service.drained();
    receiver.behaviour = answering(204);
    answer();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await service.states()).toEqual({ delivered: 1, waiting: 2 });
    const resumed = { partnerId: PARTNER, resumedAt: suspendedAt };
    await service.publish(outgoing(partnerResumedV1, PARTNER, 2, resumed));
    await receiver.has(3);
  });

  it('begin no more in a second than they allow', async () => {
    await service.endpoint(receiver.url(), { mostInFlight: 32, mostPerSecond: 5 });
    await service.confirm(12);
    const events = await receiver.has(12);
    const seconds = new Map<number, number>();
    for (const { at } of events) {
      const second = Math.floor(at / 1000);
      seconds.set(second, (seconds.get(second) ?? 0) + 1);
    }
    // what is begun at the end of a second may come in the next
    expect(events.at(-1)!.at - events[0]!.at).toBeGreaterThan(1_000);
    expect(Math.max(...seconds.values())).toBeLessThanOrEqual(10);
  });

  it('that hang hold up no other', async () => {
    const hanging = await Receiver.start();
    for (let n = 0; n < 10; n += 1) await service.endpoint(hanging.url('127.0.0.1', `/${n}`));
    await service.endpoint(receiver.url(), {}, OTHER);
    hanging.behaviour = () => undefined;
    await service.confirm(10);
    await hanging.has(20);
    const began = Date.now();
    await service.confirm(50, OTHER);
    await receiver.has(50);
    expect(Date.now() - began).toBeLessThan(5_000);
    await hanging.down();
  });
});
