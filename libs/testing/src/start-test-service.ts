import { randomBytes, randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { databaseVariables } from '@houtai/infrastructure';
import type { Instant } from '@houtai/domain-kit';
import type { BusMessage, EventBus, OutgoingEvent } from '@houtai/messaging';
import type { RunningService, ServiceConfig, ServiceOptions } from '@houtai/service-host';
import { embeddedTestBus, type TestBus } from './bus-under-test';
import { fakeToken, TEST_ISSUER, testJwks } from './fake-token';
import { documentAt, ExchangeRecorder } from './contract/exchange-recorder';
import { httpClient, type TestHttp } from './test-http';
import { migrated } from './migrated-service';
import { testDatabase } from './test-database';

export interface TestServiceSettings {
  /** Default: an embedded bus of its own. */
  readonly bus?: TestBus;
  /** Default: simulated, so that requests and events bring their time. */
  readonly mode?: 'live' | 'simulated';
  /** Variables beside those every service needs. */
  readonly env?: Readonly<Record<string, string>>;
  /** Path of the document that requests and answers are held against. Default: the service's own. */
  readonly document?: string;
  /** Ids instead of random ones. */
  readonly ids?: { next(): string };
}

/** An event as it lies in the service's own log. */
export interface PublishedEvent {
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly aggregateVersion: number;
  readonly data: Record<string, unknown>;
}

export interface TestService {
  readonly url: string;
  readonly running: RunningService;
  readonly bus: TestBus;
  /** One request, as an admin unless told otherwise. */
  readonly http: TestHttp;
  /** Puts events of any service on the bus at once, as their producer would: versions are numbered per topic and key. */
  publish(
    events: OutgoingEvent | readonly OutgoingEvent[],
    about?: { time?: Instant; correlationId?: string },
  ): Promise<void>;
  /** Moves business time on, as the gateway does in a simulation, and waits until what became due is done. */
  advanceTo(now: Instant): Promise<void>;
  /** Events that the service has published or is about to, in order; of one type when given. */
  eventsPublished(type?: string): Promise<PublishedEvent[]>;
  /** Waits until the service has dealt with everything on the bus and published everything it wrote. */
  drained(limitMs?: number): Promise<void>;
  /** Runs SQL in the service's database as its owner. */
  sql<Row = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Throws when something was sent or answered that the document does not describe. */
  close(): Promise<void>;
}

/** Starts a service in this process on a fresh, migrated database, for component tests. Close it, or Jest will not end. */
export async function startTestService<Config extends ServiceConfig>(
  options: ServiceOptions<Config>,
  settings: TestServiceSettings = {},
): Promise<TestService> {
  // Loaded when needed: tests of rules use this library too and shall not wait for Nest.
  const { createService } = await import('@houtai/service-host');
  const { createEventBus, messagingConfig } = await import('@houtai/messaging');
  const database = await testDatabase(options.name, await migrated(options));
  const bus = settings.bus ?? (await embeddedTestBus());
  const owner = new Pool({ connectionString: database.ownerUrl, max: 2 });
  owner.on('error', () => undefined);
  const ownBus = settings.bus ? undefined : bus;
  const busConfig = messagingConfig({ ...bus.env });
  const sender = createEventBus(busConfig, 'test');
  const release = async (): Promise<void> => {
    await sender.close();
    await owner.end();
    await database.drop();
    await ownBus?.drop();
  };
  try {
    const { TOPICS } = await import('@houtai/event-catalogue');
    // A service makes its topics in the background; a test may publish at once.
    await sender.ensureTopics(TOPICS, busConfig.partitions);
    const running = await createService(options, {
      ids: settings.ids,
      env: {
        ...databaseVariables(options.name, database),
        HOUTAI_JWKS: await testJwks(),
        HOUTAI_TOKEN_ISSUER: TEST_ISSUER,
        HOUTAI_DATA_KEY: randomBytes(32).toString('base64'),
        HOUTAI_MODE: settings.mode ?? 'simulated',
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
        PORT: '0',
        ...bus.env,
        ...settings.env,
      },
    });
    const { document } = settings;
    return testService(running, { bus, sender, owner, release, document });
  } catch (error) {
    await release();
    throw error;
  }
}

interface Parts {
  readonly bus: TestBus;
  readonly sender: EventBus;
  readonly owner: Pool;
  readonly release: () => Promise<void>;
  readonly document?: string;
}

function testService(
  running: RunningService,
  { bus, sender, owner, release, document = '/openapi.json' }: Parts,
): TestService {
  const recorder = new ExchangeRecorder(
    documentAt(running.url + document, () => fakeToken({ roles: ['admin'] })),
  );
  let ticks = 0;
  let closed: Promise<void> | undefined;
  const sql: TestService['sql'] = async <Row>(text: string, params: readonly unknown[] = []) =>
    (await owner.query(text, [...params])).rows as Row[];
  const versions = new Map<string, number>();
  const publish: TestService['publish'] = async (events, about) => {
    const numbered = [events].flat().map((event) => {
      const name = `${event.event.topic} ${event.key}`;
      const aggregateVersion = (versions.get(name) ?? 0) + 1;
      versions.set(name, aggregateVersion);
      return { ...event, aggregateVersion };
    });
    await sender.publish(await Promise.all(numbered.map((event) => encoded(event, about))));
  };
  const drained: TestService['drained'] = (limitMs = 60_000) => waitUntilDrained(running, limitMs);
  return {
    url: running.url,
    running,
    bus,
    http: httpClient(running.url, fakeToken, recorder),
    sql,
    publish,
    drained,
    advanceTo: async (now) => {
      const { clockAdvancedV1 } = await import('@houtai/event-catalogue');
      ticks += 1;
      await publish(
        { event: clockAdvancedV1, key: 'clock', aggregateVersion: ticks, data: { now } },
        { time: now },
      );
      await drained();
    },
    eventsPublished: (type) => sql<PublishedEvent>(PUBLISHED, [type ?? null]),
    // Whatever is found, nothing is left running.
    close: () => (closed ??= recorder.check().finally(() => running.close().finally(release))),
  };
}

const PUBLISHED = `
  select id, type, key, aggregate_version::int as "aggregateVersion", data::json as data
    from event_log
   where $1::text is null or type = $1
   order by seq`;

async function encoded(
  { event, key, aggregateVersion, data, id = randomUUID() }: OutgoingEvent,
  { time = new Date().toISOString(), correlationId = id }: { time?: Instant; correlationId?: string } = {},
): Promise<BusMessage> {
  const { encodeEvent } = await import('@houtai/messaging');
  const { validateEvent } = await import('@houtai/event-catalogue');
  const faults = validateEvent(event.type, data);
  if (faults.length > 0) throw new Error(`the test publishes an invalid ${event.type}: ${faults.join('; ')}`);
  const attributes = {
    specversion: '1.0',
    id,
    source: `houtai/${event.producer}`,
    type: event.type,
    time,
    aggregateversion: String(aggregateVersion),
    correlationid: correlationId,
  };
  return encodeEvent(event.topic, key, attributes, JSON.stringify(data));
}

async function waitUntilDrained(running: RunningService, limitMs: number): Promise<void> {
  const { MessagingStatus } = await import('@houtai/messaging');
  const status = running.app.get(MessagingStatus, { strict: false });
  const end = Date.now() + limitMs;
  // Twice in a row: what the first look saw at rest may have caused something that the second sees.
  for (let quiet = 0; quiet < 2;) {
    // A broker that has just started may refuse to tell: its coordinator is still loading.
    const now = await status
      .isDrained()
      .catch((error: unknown) => ({ drained: false, error: String(error) }));
    quiet = now.drained ? quiet + 1 : 0;
    if (!now.drained && Date.now() > end)
      throw new Error(`the service is still busy after ${limitMs} ms: ${JSON.stringify(now)}`);
    await new Promise((resolve) => setTimeout(resolve, quiet > 0 ? 20 : 10));
  }
}
