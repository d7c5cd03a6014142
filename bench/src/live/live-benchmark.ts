import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure } from '../figure';
import { percentile } from '../statistics';
import type { BenchSystem } from '../system/bench-system';
import { EventSource } from '../system/event-source';
import { memoryOf } from '../system/process-usage';

const WARM_STREAMS = 50;
const OPENED_AT_ONCE = 50;
const EVERY_MS = 100;
const SETTLE_MS = 2_000;
/** Nobody has more streams than this. */
const PER_ACCOUNT = 20;

/** How soon 2,000 readers hear of something, and what a stream holds. All readers are this process. */
export async function liveBenchmark(
  system: BenchSystem,
  quick: boolean,
  log: (line: string) => void,
): Promise<Figure[]> {
  const sizes = quick ? { streams: 100, events: 10 } : { streams: 2_000, events: 200 };
  const source = await EventSource.open(system, 'bench_live_source');
  const readers = new Readers(system.running.gatewayUrl);
  const gateway = system.running.services.find(({ name }) => name === 'gateway')?.pid() ?? 0;
  try {
    const tokens = await tokensFor(system, sizes.streams + WARM_STREAMS);
    const next = () => tokens.shift() ?? '';
    await readers.open(WARM_STREAMS, next);
    await tell(source, 10);
    await sleep(SETTLE_MS);
    const before = await memoryOf(gateway);
    await readers.open(sizes.streams, next);
    await sleep(SETTLE_MS);
    const kilobytes = ((await memoryOf(gateway)) - before) * 1024;
    readers.forget();
    const committed = await tell(source, sizes.events);
    await sleep(SETTLE_MS);
    const lags = readers.heard.flatMap(({ id, at }) => {
      const from = committed.get(id);
      return from === undefined ? [] : [at - from];
    });
    const missing = readers.count * sizes.events - lags.length;
    log(`live: ${readers.count} streams, ${lags.length} heard, ${missing} missing`);
    const figure = (share: number, atMost?: number): Figure => ({
      measurement: `live event, outbox commit -> client, ${sizes.streams} streams, p${share * 100}`,
      value: missing > 0 ? Number.POSITIVE_INFINITY : percentile(lags, share),
      unit: 'ms',
      ...(atMost === undefined ? {} : { target: { of: 'value', atMost } }),
    });
    return [
      figure(0.5),
      figure(0.99, 500),
      {
        measurement: 'memory of the gateway for a stream',
        value: kilobytes / sizes.streams,
        unit: 'kB',
        target: { of: 'value', atMost: 50 },
      },
    ];
  } finally {
    readers.close();
    await source.close();
  }
}

/** A token for each stream, of as many accounts as that takes. */
async function tokensFor(system: BenchSystem, streams: number): Promise<string[]> {
  const api = system.api();
  const tokens: string[] = [];
  const password = 'a long walk by the lake';
  try {
    for (let n = 0; tokens.length < streams; n += 1) {
      const username = `listener-${Date.now().toString(36)}-${n}`;
      const body = { username, name: username, password, roles: ['dispatcher'] };
      await api.post('/api/v1/user-accounts', { body });
      const { accessToken } = await api.post<{ accessToken: string }>('/api/v1/auth/sign-in', {
        body: { username, password },
      });
      tokens.push(...Array<string>(PER_ACCOUNT).fill(accessToken));
    }
  } finally {
    await api.close();
  }
  return tokens;
}

/** @returns when each was committed, by its reservation */
async function tell(source: EventSource, count: number): Promise<Map<string, number>> {
  const committed = new Map<string, number>();
  for (let n = 0; n < count; n += 1) {
    const { reservationId, committedAt } = await source.tell('01900000-0000-7000-8000-00000000bbbb');
    committed.set(reservationId, committedAt);
    await sleep(EVERY_MS);
  }
  return committed;
}

/** Front ends that listen to reservations, on bare sockets: what they cost is not what is measured. */
class Readers {
  heard: { id: string; at: number }[] = [];
  private readonly sockets: Socket[] = [];

  constructor(private readonly gatewayUrl: string) {}

  get count(): number {
    return this.sockets.length;
  }

  forget(): void {
    this.heard = [];
  }

  async open(count: number, token: () => string): Promise<void> {
    for (let n = 0; n < count; n += OPENED_AT_ONCE) {
      const some = Math.min(OPENED_AT_ONCE, count - n);
      this.sockets.push(...(await Promise.all(Array.from({ length: some }, () => this.one(token())))));
    }
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private one(token: string): Promise<Socket> {
    const { hostname, port } = new URL(this.gatewayUrl);
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      socket.setEncoding('latin1').on('error', reject);
      socket.on('data', (piece: string) => {
        if (piece.startsWith('HTTP/1.1 200')) resolve(socket);
        else if (piece.startsWith('HTTP/')) reject(new Error(piece));
        const at = Date.now();
        for (const [, id = ''] of piece.matchAll(/"subject":"([^"]+)"/g)) this.heard.push({ id, at });
      });
      const path = '/api/v1/live?topics=reservations';
      socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${token}\r\n\r\n`);
    });
  }
}
