import { answering, Receiver } from './receiver';
import type { Shown } from './shown';
import { PARTNER, startWebhooks, type Webhooks } from './webhooks-fixture';

describe('an ordered endpoint', () => {
  let service: Webhooks;
  let receiver: Receiver;
  const versions = (subject: string) =>
    receiver
      .events()
      .filter(({ body }) => body.subject === `reservation/${subject}`)
      .map(({ body }) => body.version);

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

  /** One subject with so many events. */
  const subjectOf = async (count: number): Promise<string> => {
    const [id = ''] = await service.confirm();
    for (let n = 1; n < count; n += 1) await service.again(id);
    return id;
  };

  it('gets the events of a subject one by one in their order, whatever else fails meanwhile', async () => {
    await service.endpoint(receiver.url(), { ordering: 'subject', mostInFlight: 8 });
    const underWay = new Map<string, number>();
    let overlaps = 0;
    receiver.behaviour = (_, response, { body }) => {
      const now = (underWay.get(body.subject) ?? 0) + 1;
      underWay.set(body.subject, now);
      if (now > 1) overlaps += 1;
      setTimeout(() => {
        underWay.set(body.subject, (underWay.get(body.subject) ?? 1) - 1);
        response.writeHead(Math.random() < 0.2 ? 429 : 204).end();
      }, 3);
    };
    const hurry = setInterval(() => void service.hurry().catch(() => undefined), 100);
    const subjects = await Promise.all(Array.from({ length: 6 }, () => subjectOf(8)));
    await service.drained();
    await service.settled(40_000);
    clearInterval(hurry);
    expect(overlaps).toBe(0);
    for (const subject of subjects) {
      // a failed one came more than once, always before what follows
      expect([...new Set(versions(subject))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(versions(subject)).toEqual(versions(subject).toSorted((a, b) => a - b));
    }
  });

  it('holds a subject behind what failed, and no other; a skip lets it go on', async () => {
    await service.endpoint(receiver.url(), { ordering: 'subject' });
    const good = await subjectOf(1);
    await receiver.has(1);
    await service.settled();
    receiver.behaviour = (_, response, { body }) =>
      void response.writeHead(body.version === 1 ? 500 : 204).end();
    const held = await subjectOf(3);
    await service.again(good);
    await service.drained();
    await receiver.has(3);
    expect(versions(held)).toEqual([1]);
    expect(versions(good)).toEqual([1, 2]);
    const path = `/api/v1/webhook-deliveries?subject=reservation/${held}`;
    const { body } = await service.as<{ items: Shown[] }>(PARTNER, 'GET', path);
    expect(body.items.map(({ version, held: isHeld }) => [version, isHeld])).toEqual([
      [3, true],
      [2, true],
      [1, false],
    ]);
    const first = body.items.find(({ version }) => version === 1);
    expect((await service.as(PARTNER, 'POST', `/api/v1/webhook-deliveries/${first?.id}/skip`)).status).toBe(
      200,
    );
    await service.settled();
    expect(versions(held)).toEqual([1, 2, 3]);
    expect(await service.states()).toEqual({ delivered: 4, cancelled: 1 });
  });

  it('stays behind one that was given up, until it is replayed', async () => {
    const { id } = await service.endpoint(receiver.url(), { ordering: 'subject' });
    receiver.behaviour = answering(500);
    const subject = await subjectOf(2);
    await receiver.has(1);
    await service.drained();
    await service.sql(`update delivery set attempts = 9 where version = 1`);
    await service.hurry();
    await receiver.has(2);
    await new Promise((resolve) => setTimeout(resolve, 500));
    receiver.behaviour = answering(204);
    await service.hurry();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(versions(subject)).toEqual([1, 1]);
    const recover = { since: new Date(Date.now() - 600_000).toISOString() };
    const replay = await service.as(PARTNER, 'POST', `/api/v1/webhook-endpoints/${id}/recover`, recover);
    expect(replay.status).toBe(200);
    await receiver.has(4);
    await service.settled();
    expect(versions(subject)).toEqual([1, 1, 1, 2]);
  });

  it('that becomes ordered is so for what waits, and no longer when it is changed back', async () => {
    const made = await service.endpoint(receiver.url(), { ordering: 'none' });
    await service.as(PARTNER, 'POST', `/api/v1/webhook-endpoints/${made.id}/pause`);
    await subjectOf(3);
    await service.drained();
    const held = async () =>
      (
        await service.sql<{ version: number }>('select version::int from delivery where blocked order by 1')
      ).map(({ version }) => version);
    const wish = { url: receiver.url(), eventTypes: ['*'] };
    const path = `/api/v1/webhook-endpoints/${made.id}`;
    await service.as(PARTNER, 'PUT', path, { ...wish, ordering: 'subject' });
    expect(await held()).toEqual([2, 3]);
    await service.as(PARTNER, 'PUT', path, { ...wish, ordering: 'none' });
    expect(await held()).toEqual([]);
  });
});
