import { setTimeout as sleep } from 'node:timers/promises';
import { Receiver } from './receiver';
import type { Shown } from './shown';
import { OTHER, PARTNER, startWebhooks, type Webhooks } from './webhooks-fixture';

const BACKLOG = 500;
const ANSWER_MS = 20;
/** Alone the backlog takes more than three seconds at this pace: what waits behind it shows. */
const MOST_LAG_MS = 1_500;

describe('a bulk replay during live traffic', () => {
  let service: Webhooks;
  const receivers: Receiver[] = [];

  beforeEach(async () => {
    service = await startWebhooks();
    for (let n = 0; n < 2; n += 1) {
      const receiver = await Receiver.start();
      receiver.behaviour = (_, response) => setTimeout(() => response.writeHead(204).end(), ANSWER_MS);
      receivers.push(receiver);
    }
  });
  afterEach(async () => {
    await service.close();
    await Promise.all(receivers.splice(0).map((one) => one.down()));
  });

  /** When each event came first, of those that were no replay, by its reservation. */
  const firstTimes = (receiver: Receiver) => {
    const times = new Map<string, number>();
    for (const { body, at, headers } of receiver.events())
      if (headers['webhook-replay'] === undefined && !times.has(body.subject)) times.set(body.subject, at);
    return times;
  };

  it.each(['none', 'subject'])(
    'delays neither what happens meanwhile nor other partners (ordering: %s)',
    async (ordering) => {
      const [own, others] = receivers as [Receiver, Receiver];
      const { id } = await service.endpoint(own.url(), { ordering });
      await service.endpoint(others.url(), { ordering }, OTHER);
      await service.confirm(BACKLOG);
      await own.has(BACKLOG, 60_000);
      await service.settled();
      const { body: replay } = await service.as(PARTNER, 'POST', '/api/v1/webhook-replays', {
        endpointId: id,
        since: new Date(Date.now() - 600_000).toISOString(),
        missedOnly: false,
      });
      const begun = Date.now();
      const isOver = async () => {
        const { body } = await service.as<Shown>(PARTNER, 'GET', `/api/v1/webhook-replays/${replay.id}`);
        return body.status === 'done' && body.open === 0;
      };
      const happened = new Map<string, number>();
      let live = 0;
      for (; live < 20 || !(await isOver()); live += 1) {
        for (const partner of [PARTNER, OTHER])
          for (const told of await service.confirm(1, partner))
            happened.set(`reservation/${told}`, Date.now());
        await sleep(100);
      }
      // A machine that has much else to do takes longer for both, the replay and what happens meanwhile.
      const mostLagMs = Math.max(MOST_LAG_MS, (Date.now() - begun) / 3);
      expect(await service.brokenPromises(...receivers)).toEqual([]);
      const replayed = own.events().filter(({ headers }) => headers['webhook-replay'] === 'true');
      expect(new Set(replayed.map(({ id: message }) => message)).size).toBe(BACKLOG);
      for (const receiver of receivers) {
        const lags = [...firstTimes(receiver)].flatMap(
          ([subject, at]) => at - (happened.get(subject) ?? NaN),
        );
        const ofLive = lags.filter((lag) => !Number.isNaN(lag));
        expect(ofLive).toHaveLength(live);
        expect(Math.max(...ofLive)).toBeLessThan(mostLagMs);
      }
    },
    120_000,
  );
});
