import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Draining, LOGGER, type HostLogger } from '@houtai/service-host';
import { GatewayConfig } from '../src/gateway.config';
import { LiveLogStore } from '../src/live/live-log.store';
import { LiveNotices } from '../src/live/live-notices.service';
import { LiveStream } from '../src/live/live-stream.service';
import { LiveStreams } from '../src/live/live-streams.service';
import { LogFollower } from '../src/live/log-follower.service';
import { startGateway, type GatewayUnderTest } from './gateway-under-test';
import { flood } from './live-house';
import { LiveReader } from './live-reader';

let gateway: GatewayUnderTest;
const followers: LogFollower[] = [];
let server: Server;
let answer: (raw: ServerResponse) => void;

beforeAll(async () => {
  gateway = await startGateway({ env: { HOUTAI_LIVE_HEARTBEAT_MS: '300' } });
  server = createServer((_request, raw) => answer(raw));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const follower of followers) await follower.onModuleDestroy();
  server?.closeAllConnections();
  server?.close();
  await gateway?.close();
});

/** An instance of the streams that has started to listen, but has not read the log yet. */
function starting(): { streams: LiveStreams; follower: LogFollower; log: LiveLogStore } {
  const part = <T>(token: abstract new (...parts: never[]) => T) =>
    gateway.running.app.get(token, { strict: false });
  const log = part(LiveLogStore);
  const logger = gateway.running.app.get<HostLogger>(LOGGER, { strict: false });
  const follower = new LogFollower(log, part(LiveNotices), logger);
  const streams = new LiveStreams(part(GatewayConfig), log, follower, new Draining(), logger);
  return { streams, follower, log };
}

async function listenTo(streams: LiveStreams, epoch: string, lastId: number): Promise<LiveReader> {
  answer = (raw) => {
    const listener = { topics: new Set(['reservations' as const]) };
    const actor = { id: 'a', name: 'A', roles: [] };
    const caller = { actor, permissions: new Set([]), expiresAt: Infinity, address: '127.0.0.1' };
    const stream = new LiveStream(
      raw,
      { listener, caller, headers: {}, mostBuffered: 2 ** 20 },
      epoch,
      lastId,
    );
    raw.once('close', () => streams.remove(stream));
    stream.begin();
    streams.add(stream);
  };
  const { port } = server.address() as AddressInfo;
  return LiveReader.open(`http://127.0.0.1:${port}`);
}

const places = (reader: LiveReader) => reader.events().map(({ id }) => Number(id?.split('-')[1]));
const numbers = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

describe('a reader that comes while an instance starts', () => {
  it('misses nothing: neither what was told before it came, nor what is told until the log is followed', async () => {
    const { streams, follower, log } = starting();
    followers.push(follower);
    await flood(gateway, 5);
    const { epoch, lastId } = await log.head();
    const reader = await listenTo(streams, epoch, lastId - 3);
    await flood(gateway, 4);
    await new Promise((resolve) => setTimeout(resolve, 300));
    follower.onApplicationBootstrap();
    await reader.until(() => reader.events().length >= 7);
    await flood(gateway, 2);
    await reader.until(() => reader.events().length >= 9);
    expect(places(reader)).toEqual(numbers(lastId - 2, 9));
    reader.cut();
  });
});

describe('a reader that comes back', () => {
  it('and takes in nothing is cut after four heartbeats, and keeps no place', async () => {
    const first = await LiveReader.open(gateway.url);
    const place = first.place;
    await flood(gateway, 60_000);
    await first.until(() => first.events().length === 60_000, 30_000);
    first.cut();
    const stuck = await LiveReader.open(gateway.url, { lastEventId: place });
    stuck.pause();
    const streams = gateway.running.app.get(LiveStreams, { strict: false });
    const startedAt = performance.now();
    while (streams.size > 0 && performance.now() - startedAt < 20_000) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(streams.size).toBe(0);
    stuck.cut();
  });
});
