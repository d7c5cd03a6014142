/* What live streams cost, and how soon they tell:
 * node -r ./libs/testing/load-typescript.cjs apps/gateway/test/measure-live-streams.ts
 * The gateway is a process of its own; all readers are this one, whose share of the processors counts as well. */
import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fakeToken, startPostgresNode } from '@houtai/testing';
import { TOPICS, reservationConfirmedV1 } from '@houtai/event-catalogue';
import { createEventBus, encodeEvent, messagingConfig } from '@houtai/messaging';
import { startBareGateway, type BareGateway } from './bare-gateway';

const STREAMS = 2_000;
const EVENTS = 100;
const EVERY_MS = 100;
const WARM_UP = 10;

/** When each event was put on the bus, and how long it took to each reader, ms. */
const publishedAt = new Map<string, number>();
const latencies: number[] = [];

async function main(): Promise<void> {
  const postgres = await startPostgresNode();
  process.env.HOUTAI_TEST_POSTGRES_URL = postgres.adminUrl;
  const gateway = await startBareGateway({
    HOUTAI_LIVE_STREAMS_PER_ACCOUNT: '1000',
    HOUTAI_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '100000',
  });
  const config = messagingConfig({ ...gateway.busEnv });
  const bus = createEventBus(config, 'measure');
  const sockets: Socket[] = [];
  try {
    await bus.ensureTopics(TOPICS, config.partitions);
    sockets.push(...(await listen(gateway, 100)));
    await tell(bus, WARM_UP);
    await delay(2_000);
    const before = rssKb(gateway);
    sockets.push(...(await listen(gateway, STREAMS)));
    await delay(2_000);
    const perStream = (rssKb(gateway) - before) / STREAMS;
    latencies.length = 0;
    await tell(bus, EVENTS);
    const expected = sockets.length * EVENTS;
    for (let n = 0; n < 100 && latencies.length < expected; n += 1) await delay(100);
    latencies.sort((a, b) => a - b);
    const at = (share: number) => Math.round(latencies[Math.floor(latencies.length * share)] ?? NaN);
    const figures = {
      streams: sockets.length,
      told: latencies.length,
      expected,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
    };
    process.stdout.write(`${JSON.stringify({ ...figures, kbPerStream: Math.round(perStream * 10) / 10 })}\n`);
  } finally {
    for (const socket of sockets) socket.destroy();
    await bus.close();
    await gateway.close();
    await postgres.stop();
  }
}

async function listen(gateway: BareGateway, count: number): Promise<Socket[]> {
  const { hostname, port } = new URL(gateway.url());
  const tokens = await Promise.all(
    Array.from({ length: 4 }, (_, n) => fakeToken({ roles: ['admin'], sub: `${count}-${n}` })),
  );
  const sockets: Socket[] = [];
  for (let n = 0; n < count; n += 50) {
    const batch = Array.from({ length: Math.min(50, count - n) }, (_, m) =>
      reader(hostname, Number(port), tokens[m % tokens.length] ?? ''),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

function reader(host: string, port: number, token: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host);
    socket.setEncoding('latin1').on('error', reject);
    socket.on('data', (piece: string) => {
      if (piece.startsWith('HTTP/1.1 200')) resolve(socket);
      else if (piece.startsWith('HTTP/')) reject(new Error(piece));
      const now = performance.now();
      for (const [, id = ''] of piece.matchAll(/"subject":"([^"]+)"/g)) {
        const from = publishedAt.get(id);
        if (from !== undefined) latencies.push(now - from);
      }
    });
    socket.write(
      `GET /api/v1/live?topics=reservations HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\n\r\n`,
    );
  });
}

async function tell(bus: ReturnType<typeof createEventBus>, count: number): Promise<void> {
  const { topic, type, producer, sample } = reservationConfirmedV1;
  for (let n = 0; n < count; n += 1) {
    const [id, time] = [randomUUID(), new Date().toISOString()];
    const attributes = {
      specversion: '1.0',
      id: randomUUID(),
      source: `houtai/${producer}`,
      type,
      time,
      aggregateversion: '1',
      correlationid: id,
    };
    publishedAt.set(id, performance.now());
    await bus.publish([encodeEvent(topic, id, attributes, JSON.stringify({ ...sample, reservationId: id }))]);
    await delay(EVERY_MS);
  }
}

function rssKb(gateway: BareGateway): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(gateway.pid())], { encoding: 'utf8' }));
}

void main();
