import { randomUUID } from 'node:crypto';
import { embeddedTestBus, startTcpProxy, type TcpProxy, type TestBus } from '@houtai/testing';
import { BusMessage, EVENT_BUS, EventBus, OutboxRelay, messagingConfig } from '../src';
import { eventually } from './bus-harness';
import { ServiceUnderTest, isolated, migratedDatabase, startService } from './service-under-test';

describe('the relay of a service whose database vanishes without a word', () => {
  let testBus: TestBus;
  let wire: TcpProxy;
  let service: ServiceUnderTest;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    testBus = await embeddedTestBus();
    const database = await migratedDatabase();
    drop = database.drop;
    const url = new URL(database.appUrl);
    wire = await startTcpProxy(url.host);
    url.host = wire.address;
    url.search = '';
    service = await startService(isolated(messagingConfig(testBus.env)), {
      ...database,
      appUrl: url.toString(),
    });
  });
  afterAll(async () => {
    wire.cut();
    await service.stop();
    await wire.close();
    await drop();
    await testBus.drop();
  });

  it('notices it within seconds, and publishes soon after the way is free', async () => {
    const bus = service.app.get<EventBus>(EVENT_BUS);
    const through = bus.publish.bind(bus);
    const sent: BusMessage[] = [];
    let away = true;
    jest.spyOn(bus, 'publish').mockImplementation(async (messages) => {
      if (away) throw new Error('not yet');
      await through(messages);
      sent.push(...messages);
    });
    const key = randomUUID();
    await service.emit(key, 1, 3);
    await eventually('refused', () =>
      service.status.faults().some((fault) => fault.includes('message left out')),
    );
    wire.blackhole(true);
    away = false;
    await eventually(
      'noticed',
      () => service.status.faults().some((fault) => /timeout|terminated|lost/i.test(fault)),
      12_000,
    );
    wire.blackhole(false);
    await eventually('published', () => sent.length >= 3, 12_000);
    expect(sent.map(({ headers }) => headers['ce_aggregateversion'])).toEqual(['1', '2', '3']);
  });
});

describe('two instances, one of which is cut off from its database without a word', () => {
  let testBus: TestBus;
  let wire: TcpProxy;
  let near: ServiceUnderTest;
  let far: ServiceUnderTest;

  beforeAll(async () => {
    testBus = await embeddedTestBus();
    const config = isolated(messagingConfig(testBus.env));
    const database = await migratedDatabase();
    const url = new URL(database.appUrl);
    wire = await startTcpProxy(url.host);
    url.host = wire.address;
    url.search = '';
    far = await startService(config, { ...database, appUrl: url.toString() });
    await far.emit(randomUUID(), 1);
    await eventually('it leads', async () => (await far.status.read()).outboxDepth === 0);
    near = await startService(config, database);
  });
  afterAll(async () => {
    wire?.cut();
    await far?.stop();
    await near?.drop();
    await wire?.close();
    await testBus?.drop();
  });

  const depth = async () => (await near.status.read()).outboxDepth;

  it('has another leader within 15 s, and a relay that says so and works again when the way is mended', async () => {
    wire.blackhole(true);
    const started = Date.now();
    await near.emit(randomUUID(), 1, 5);
    await eventually('the cut-off relay knows', () => far.app.get(OutboxRelay).fault() !== undefined, 10_000);
    await eventually('the other one publishes', async () => (await depth()) === 0, 15_000);
    expect(Date.now() - started).toBeLessThan(15_000);
    wire.blackhole(false);
    await near.app.get(OutboxRelay).onModuleDestroy();
    await near.emit(randomUUID(), 1, 5);
    await eventually('it publishes again', async () => (await depth()) === 0, 12_000);
    await eventually('it is well', () => far.app.get(OutboxRelay).fault() === undefined, 2_000);
  });
});
