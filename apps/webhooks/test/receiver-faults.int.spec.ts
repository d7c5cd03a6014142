import { answering, Receiver } from './receiver';
import type { Shown } from './shown';
import { PARTNER, startWebhooks, type Webhooks } from './webhooks-fixture';

interface Attempt {
  status: number | null;
  fault: string | null;
  duration_ms: number;
  answer: string | null;
}

describe('a receiver in trouble', () => {
  let service: Webhooks;
  const receivers: Receiver[] = [];
  const receiver = async () => {
    const one = await Receiver.start();
    receivers.push(one);
    return one;
  };
  const attemptsAt = (endpointId: string) =>
    service.sql<Attempt>(
      `select a.status, a.fault, a.duration_ms, a.answer from attempt a join delivery d on d.id = a.delivery_id
        where d.endpoint_id = $1 order by a.started_at, a.number`,
      [endpointId],
    );
  const attempted = async (endpointId: string, count = 1, limitMs = 20_000): Promise<Attempt[]> => {
    for (const end = Date.now() + limitMs; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
      const attempts = await attemptsAt(endpointId);
      if (attempts.length >= count) return attempts;
      if (Date.now() > end) throw new Error(`${attempts.length} of ${count} attempts`);
    }
  };
  const waits = async (endpointId: string): Promise<number[]> => {
    const rows = await service.sql<{ wait: number }>(
      `select extract(epoch from d.due_at - (a.started_at + a.duration_ms * interval '1 ms'))::float8 as wait
         from delivery d join attempt a on a.delivery_id = d.id where d.endpoint_id = $1`,
      [endpointId],
    );
    return rows.map(({ wait }) => wait);
  };

  beforeEach(async () => {
    service = await startWebhooks();
  });
  // Whatever it was: once the receiver is well again everything has come, or stands as exhausted.
  afterEach(async () => {
    try {
      expect(await service.brokenPromises(...receivers)).toEqual([]);
    } finally {
      await service.close();
      await Promise.all(receivers.splice(0).map((one) => one.down().catch(() => undefined)));
    }
  });

  it('that is down gets everything when it is back, under the ids it would have had', async () => {
    const one = await receiver();
    const { id, secret } = await service.endpoint(one.url());
    await one.down();
    await service.confirm(3);
    expect((await attempted(id, 3)).map(({ fault }) => fault)).toEqual(Array(3).fill('connection-refused'));
    for (const wait of await waits(id)) expect(wait).toBeGreaterThan(3.9);
    for (const wait of await waits(id)) expect(wait).toBeLessThan(6.5);
    const listed = await service.as<{ items: Shown[] }>(PARTNER, 'GET', '/api/v1/events');
    await one.up();
    await service.hurry();
    await one.has(3);
    await service.settled();
    expect(one.ids().sort()).toEqual(listed.body.items.map(({ id: message }) => message).sort());
    one.verify(secret);
    expect(await service.states()).toEqual({ delivered: 3 });
  });

  it('that is slow, hangs, or drips is left at 15 s; what had answered by then has taken it', async () => {
    const [slow, slower, hanging, dripping, dribbling] = await Promise.all(
      Array.from({ length: 5 }, receiver),
    );
    const kinds = { slow, slower, hanging, dripping, dribbling } as Record<string, Receiver>;
    const ids = await Promise.all(
      Object.entries(kinds).map(
        async ([name, one]) => [name, (await service.endpoint(one.url())).id] as const,
      ),
    );
    slow!.behaviour = (_, response) => setTimeout(() => response.writeHead(200).end(), 14_000);
    slower!.behaviour = (_, response) => setTimeout(() => response.writeHead(200).end(), 16_000);
    hanging!.behaviour = () => undefined;
    // a status line that never ends
    dripping!.behaviour = (request) => {
      const text = 'HTTP/1.1 200 OK\r\nx: y';
      let sent = 0;
      const timer = setInterval(() => request.socket.write(text[sent++ % text.length] ?? ''), 1_000);
      request.socket.on('close', () => clearInterval(timer));
    };
    // a body that never ends
    dribbling!.behaviour = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 1_000);
      response.on('close', () => clearInterval(timer));
    };
    await service.confirm();
    const outcomes = await Promise.all(
      ids.map(async ([name, id]) => [name, (await attempted(id))[0]!] as const),
    );
    const told = Object.fromEntries(outcomes.map(([name, { status, fault }]) => [name, status ?? fault]));
    expect(told).toEqual({
      slow: 200,
      slower: 'timeout',
      hanging: 'timeout',
      dripping: 'timeout',
      dribbling: 200,
    });
    for (const [, { duration_ms }] of outcomes) expect(duration_ms).toBeLessThan(15_800);
    expect(await service.states()).toEqual({ delivered: 2, waiting: 3 });
  });

  it('that resets the connection, breaks off, or is of another protocol is tried again', async () => {
    const [resetting, breaking, speaking] = await Promise.all(Array.from({ length: 3 }, receiver));
    const ids = await Promise.all(
      [resetting!, breaking!, speaking!].map(async (one) => (await service.endpoint(one.url())).id),
    );
    resetting!.behaviour = (request) => request.socket.resetAndDestroy();
    breaking!.behaviour = (request) => request.socket.end('HTTP/1.1 200');
    speaking!.behaviour = (request) => request.socket.end('220 mail.example.com ESMTP\r\n');
    await service.confirm();
    const faults = await Promise.all(ids.map(async (id) => (await attempted(id))[0]?.fault));
    expect(faults).toEqual(['connection-lost', 'connection-lost', 'failed']);
    for (const one of [resetting!, breaking!, speaking!]) one.behaviour = answering(204);
    await service.hurry();
    await service.settled();
    expect(await service.states()).toEqual({ delivered: 3 });
  });

  it('that answers a gigabyte is read for 4 kB', async () => {
    const one = await receiver();
    const { id } = await service.endpoint(one.url());
    let sent = 0;
    one.behaviour = (_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      response.writeHead(200, { 'content-length': String(1024 ** 3) });
      const pour = () => {
        while (!response.destroyed && sent < 1024 ** 3) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', pour);
        }
      };
      pour();
    };
    await service.confirm();
    const [attempt] = await attempted(id);
    expect(attempt).toMatchObject({ status: 200, answer: 'x'.repeat(4096) });
    expect(sent).toBeLessThan(50 * 1024 ** 2);
  });

  it('that sends us elsewhere is not followed', async () => {
    const [one, trap] = await Promise.all([receiver(), receiver()]);
    const { id } = await service.endpoint(one.url());
    for (const status of [301, 302, 303, 307, 308]) {
      one.behaviour = answering(status, { location: trap.url() });
      await service.confirm();
    }
    const attempts = await attempted(id, 5);
    expect(attempts.every(({ status }) => status !== null && status >= 300 && status < 400)).toBe(true);
    expect(trap.received).toEqual([]);
    expect(await service.states()).toEqual({ waiting: 5 });
  });

  it.each([
    ['120', 119, 121],
    [new Date(Date.now() + 600_000).toUTCString(), 500, 601],
    ['nonsense', 3.9, 6.5],
    [String(365 * 24 * 3600), 24 * 3600 - 2, 24 * 3600 + 2],
  ])('that asks for patience with Retry-After %s is left alone for so long', async (header, least, most) => {
    const one = await receiver();
    const { id } = await service.endpoint(one.url(), { mostInFlight: 8 });
    one.behaviour = answering(429, { 'retry-after': header });
    await service.confirm();
    await attempted(id);
    const [wait] = await waits(id);
    expect(wait).toBeGreaterThan(least);
    expect(wait).toBeLessThan(most);
    const shown = await service.as<Shown>(PARTNER, 'GET', `/api/v1/webhook-endpoints/${id}`);
    expect(shown.body.health).toMatchObject({ places: 4 });
  });

  it('that is gone is disabled, which the others of its partner and the bus hear; what it missed is held', async () => {
    const [one, other] = await Promise.all([receiver(), receiver()]);
    const { id } = await service.endpoint(one.url(), { eventTypes: ['reservation.*', 'webhook-endpoint.*'] });
    await service.endpoint(other.url(), { eventTypes: ['webhook-endpoint.*'] });
    one.behaviour = answering(410);
    await service.confirm(4);
    const [told] = await other.has(1);
    expect(told?.body).toMatchObject({
      type: 'webhook-endpoint.disabled',
      data: { endpointId: id, reason: 'gone' },
    });
    const events = await service.eventsPublished('houtai.webhooks.webhook-endpoint-disabled.v1');
    expect(events.map(({ data }) => data.endpointId)).toEqual([id]);
    const count = one.events().length;
    await service.confirm(2);
    await service.hurry();
    await service.drained();
    expect(one.events()).toHaveLength(count);
    one.behaviour = answering(200);
    expect((await service.as(PARTNER, 'POST', `/api/v1/webhook-endpoints/${id}/resume`)).status).toBe(200);
    await service.settled();
    expect(new Set(one.ids()).size).toBe(6);
  });

  it('that never takes a message is told as exhausted, and gets it when it is replayed', async () => {
    const [one, other] = await Promise.all([receiver(), receiver()]);
    const { id } = await service.endpoint(one.url(), { eventTypes: ['reservation.*'] });
    await service.endpoint(other.url(), { eventTypes: ['webhook-message.*'] });
    one.behaviour = answering(500);
    await service.confirm();
    for (let made = 1; made <= 10; made += 1) {
      await attempted(id, made);
      // ten failures in a row open the breaker as well
      await service.sql('update endpoint_health set breaker_open_until = null, recent = $1', ['[]']);
      await service.hurry();
    }
    const [told] = await other.has(1);
    expect(told?.body).toMatchObject({
      type: 'webhook-message.exhausted',
      data: { endpointId: id, messageId: one.ids()[0], attempts: 10 },
    });
    expect(await service.states()).toMatchObject({ exhausted: 1 });
    one.behaviour = answering(200);
    const deliveryId = told?.body.data['deliveryId'] as string;
    expect(
      (await service.as(PARTNER, 'POST', `/api/v1/webhook-deliveries/${deliveryId}/replay`)).status,
    ).toBe(200);
    await service.settled();
    expect(new Set(one.ids()).size).toBe(1);
    expect(await service.states()).toEqual({ delivered: 2 });
  });

  it('that fails ten times is spared until its breaker lets one through, and nothing of that costs an attempt', async () => {
    const one = await receiver();
    const { id } = await service.endpoint(one.url());
    one.behaviour = answering(500);
    await service.confirm(20);
    await attempted(id, 10);
    await service.drained();
    await new Promise((resolve) => setTimeout(resolve, 600));
    const before = (await attemptsAt(id)).length;
    expect(before).toBeLessThan(20);
    await service.hurry();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await attemptsAt(id)).length).toBe(before);
    one.behaviour = answering(200);
    await service.sql(`update endpoint_health set breaker_open_until = now() - interval '1 s'`);
    await service.hurry();
    await service.settled();
    expect(await service.states()).toEqual({ delivered: 20 });
    expect((await attemptsAt(id)).length).toBe(before + 20);
  });

  it('that fails for five days is disabled', async () => {
    const one = await receiver();
    const { id } = await service.endpoint(one.url());
    one.behaviour = answering(503);
    await service.confirm();
    await attempted(id);
    await service.sql(`update endpoint_health set failing_since = now() - interval '121 hours'`);
    await service.hurry();
    await attempted(id, 2);
    const shown = await service.as(PARTNER, 'GET', `/api/v1/webhook-endpoints/${id}`);
    expect(shown.body).toMatchObject({ status: 'disabled', disabledReason: 'failing' });
  });
});
