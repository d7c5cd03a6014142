import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ChildProgram, embeddedTestBus, type TestBus } from '@houtai/testing';
import { EVENT_BUS, EventBus, messagingConfig } from '../src';
import { eventually } from './bus-harness';
import { ServiceUnderTest, isolated, migratedDatabase, startService } from './service-under-test';

const EVENTS = 20;
/** Far from the 100 ms that a look every 200 ms takes in the middle. */
const SOON_MS = 50;

describe('two processes of a service, one of which publishes', () => {
  let testBus: TestBus;
  let leader: ServiceUnderTest;
  let other: ChildProgram | undefined;

  beforeAll(async () => {
    testBus = await embeddedTestBus();
    const config = isolated(messagingConfig(testBus.env));
    leader = await startService(config, await migratedDatabase());
    await leader.emit(randomUUID(), 1);
    await eventually('it leads', async () => (await leader.status.read()).outboxDepth === 0);
  });
  afterAll(async () => {
    await other?.end();
    await leader?.drop();
    await testBus?.drop();
  });

  it('publish at once what the other one has committed', async () => {
    const bus = leader.app.get<EventBus>(EVENT_BUS);
    const real = bus.publish.bind(bus);
    const sentAt: number[] = [];
    jest.spyOn(bus, 'publish').mockImplementation((messages) => {
      sentAt.push(...messages.map(() => Date.now()));
      return real(messages);
    });
    const { appUrl, ownerUrl, config } = leader;
    other = ChildProgram.start(join(__dirname, 'writing-program.ts'), {
      BUS: JSON.stringify(config),
      DATABASE: JSON.stringify({ appUrl, ownerUrl }),
      EVENTS: String(EVENTS),
    });
    await other.said('wrote', 120_000);
    const committedAt = [...other.output().matchAll(/^committed \d+ (\d+)$/gm)].map(([, at]) => Number(at));
    expect(committedAt).toHaveLength(EVENTS);
    await eventually('all are sent', () => sentAt.length === EVENTS);
    const delays = committedAt.map((at, n) => (sentAt[n] ?? Infinity) - at).sort((a, b) => a - b);
    expect(delays[EVENTS / 2]).toBeLessThan(SOON_MS);
  }, 150_000);
});
