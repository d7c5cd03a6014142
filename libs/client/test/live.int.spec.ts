import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HoutaiPartner, LIVE_TOPICS, type LiveUpdate } from '../src/index.js';
import { ScriptedServer, refuses, type Scene } from './scripted-server';

const hint = (n: number) =>
  `id: a-${n}\nevent: reservations\ndata: {"type":"reservation-confirmed","subject":"r${n}","version":2}\n\n`;

/** A stream that says this; ended as told. */
const says =
  (text: string, end: 'end' | 'cut' | 'stay'): Scene =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`retry: 5\n\n${text}`, () => {
      if (end === 'end') response.end();
      if (end === 'cut') response.destroy();
    });
  };

describe('live updates', () => {
  const server = new ScriptedServer();
  let houtai: HoutaiPartner;
  const places = () => server.received.map(({ headers }) => headers['last-event-id']);

  beforeAll(async () => {
    await server.listen();
    houtai = new HoutaiPartner({ url: server.url, credentials: { token: 'token' } });
  });
  afterAll(() => server.close());

  /** Reads until that many updates were told. */
  async function read(count: number, wish: { after?: string } = {}): Promise<LiveUpdate[]> {
    const told: LiveUpdate[] = [];
    for await (const update of houtai.live({ topics: ['reservations', 'agreements'], ...wish })) {
      told.push(update);
      if (told.length === count) break;
    }
    return told;
  }

  it('go on where they were cut, be it at a heartbeat, an end or a refusal that passes', async () => {
    server.play(
      says(hint(1), 'cut'),
      refuses(503, 'unavailable', {}, { 'retry-after': '0' }),
      says(`: heartbeat\nid: a-7\n\n`, 'end'),
      says(hint(8), 'stay'),
    );
    expect(await read(2)).toEqual([
      {
        kind: 'changed',
        id: 'a-1',
        topic: 'reservations',
        type: 'reservation-confirmed',
        subject: 'r1',
        version: 2,
      },
      {
        kind: 'changed',
        id: 'a-8',
        topic: 'reservations',
        type: 'reservation-confirmed',
        subject: 'r8',
        version: 2,
      },
    ]);
    expect(places()).toEqual([undefined, 'a-1', 'a-1', 'a-7']);
    expect(server.received[0]?.path).toBe('/api/v1/live?topics=reservations%2Cagreements');
  });

  it('begin behind what was dealt with before', async () => {
    server.play(says(hint(5), 'stay'));
    await read(1, { after: 'a-4' });
    expect(places()).toEqual(['a-4']);
  });

  it('say when what came in between is not known, and go on from there', async () => {
    server.play(says('id: b-3\nevent: reset\ndata: {"reason":"expired"}\n\n', 'cut'), says(hint(4), 'stay'));
    const [reset] = await read(2, { after: 'a-1' });
    expect(reset).toEqual({ kind: 'reset', id: 'b-3', reason: 'expired' });
    expect(places()).toEqual(['a-1', 'b-3']);
  });

  it('come back with a new token when the old one has ended', async () => {
    let asked = 0;
    const renewing = new HoutaiPartner({ url: server.url, credentials: { token: () => `t${(asked += 1)}` } });
    server.play(says(`${hint(1)}event: reauthenticate\ndata: {}\n\n`, 'end'), says(hint(2), 'stay'));
    const told: string[] = [];
    for await (const update of renewing.live({ topics: ['reservations'] })) {
      told.push(String(update.id));
      if (told.length === 2) break;
    }
    expect(told).toEqual(['a-1', 'a-2']);
    expect(places()).toEqual([undefined, 'a-1']);
    expect(new Set(server.received.map(({ headers }) => headers.authorization)).size).toBe(2);
  });

  it('are opened with another token when theirs is refused', async () => {
    let asked = 0;
    const renewing = new HoutaiPartner({ url: server.url, credentials: { token: () => `t${(asked += 1)}` } });
    server.play(refuses(401, 'unauthenticated'), says(hint(3), 'stay'));
    for await (const _ of renewing.live({ topics: ['reservations'] })) break;
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
    server.play(refuses(401, 'key-revoked'));
    await expect(read(1)).rejects.toMatchObject({ code: 'key-revoked' });
  });

  it('are refused for good when they may not be listened to', async () => {
    server.play(refuses(403, 'topics-forbidden'));
    await expect(read(1)).rejects.toMatchObject({ code: 'topics-forbidden' });
  });

  it('end when the caller has enough, even amid silence', async () => {
    server.play(says(hint(1), 'stay'));
    const enough = new AbortController();
    const told: LiveUpdate[] = [];
    for await (const update of houtai.live({ topics: ['reservations'], signal: enough.signal })) {
      told.push(update);
      setTimeout(() => enough.abort(), 20);
    }
    expect(told).toHaveLength(1);
  });

  it('know every topic that the document names', () => {
    const file = join(__dirname, '..', '..', '..', 'docs', 'reference', 'openapi', 'internal.json');
    const document = JSON.parse(readFileSync(file, 'utf8')) as {
      paths: Record<string, { get: { parameters: { name: string; schema: { pattern: string } }[] } }>;
    };
    const topics = document.paths['/api/v1/live']?.get.parameters.find(({ name }) => name === 'topics');
    expect(topics?.schema.pattern).toContain(`^(${LIVE_TOPICS.join('|')})`);
  });
});
