import { randomUUID } from 'node:crypto';
import { embeddedTestBus, type TestBus } from '@houtai/testing';
import { reservationExpiredV1 } from '@houtai/event-catalogue';
import { messagingConfig, outgoing } from '../src';
import { eventually } from './bus-harness';
import {
  EXPIRED,
  ServiceUnderTest,
  expired,
  isolated,
  migratedDatabase,
  startService,
} from './service-under-test';

describe('the count of produced events, kept in steps', () => {
  let testBus: TestBus;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    testBus = await embeddedTestBus();
  });
  beforeEach(async () => {
    service = await startService(isolated(messagingConfig(testBus.env)), await migratedDatabase());
  });
  afterEach(() => service.drop());
  afterAll(() => testBus.drop());

  const step = () => service.rows('select count_events()');
  const produced = async () => (await service.status.read()).produced[EXPIRED] ?? 0;
  const inSteps = async () =>
    (await service.rows<{ n: number }>('select coalesce(sum(count), 0)::int as n from published_count'))[0]
      ?.n;
  const counted = (all: number) =>
    eventually('counted', async () => {
      await step();
      return (await inSteps()) === all;
    });

  it('waits for a transaction that drew its number before others and commits after them', async () => {
    let commit: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    let written: () => void = () => undefined;
    const drawn = new Promise<void>((resolve) => (written = resolve));
    const slow = service.unitOfWork.run(async () => {
      const key = randomUUID();
      await service.outbox.append([outgoing(reservationExpiredV1, key, 1, expired(key))]);
      // written now, not with the commit
      await service.unitOfWork.sql.rows('select');
      written();
      await held;
    });
    await drawn;
    await service.emit(randomUUID(), 1, 3);
    for (let n = 0; n < 4; n += 1) await step();
    expect(await produced()).toBe(3);
    expect(await inSteps()).toBe(0);
    commit();
    await slow;
    expect(await produced()).toBe(4);
    await counted(4);
    expect(await produced()).toBe(4);
  });

  it('is exact at every look while many write and some take back', async () => {
    let stop = false;
    const steps = (async () => {
      while (!stop) await Promise.all([step(), step()]);
    })();
    let committed = 0;
    const writers = Array.from({ length: 4 }, async () => {
      for (let n = 0; n < 40; n += 1) {
        const key = randomUUID();
        await service.unitOfWork
          .run(async () => {
            const events = [1, 2].map((version) =>
              outgoing(reservationExpiredV1, key, version, expired(key)),
            );
            await service.outbox.append(events);
            if (n % 5 === 0) throw new Error('taken back');
            committed += 2;
          })
          .catch(() => undefined);
      }
    });
    const looks: [number, number][] = [];
    while (looks.length < 20) {
      const least = committed - 8;
      looks.push([await produced(), least]);
    }
    await Promise.all(writers);
    stop = true;
    await steps;
    for (const [seen, least] of looks) expect(seen).toBeGreaterThanOrEqual(least);
    expect(await produced()).toBe(committed);
    await counted(committed);
    expect(await produced()).toBe(committed);
  });

  it('goes on in a copy of the database on a server with younger transaction numbers', async () => {
    await service.emit(randomUUID(), 1, 3);
    await service.rows(
      `update event_count_place set next_xid = (next_xid::text::bigint + 1000000000)::text::xid8`,
    );
    await counted(3);
  });
});
