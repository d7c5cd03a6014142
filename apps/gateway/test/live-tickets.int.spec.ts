import { randomUUID } from 'node:crypto';
import { LiveTickets } from '../src/live/live-tickets.service';
import { startBareGateway, type BareGateway } from './bare-gateway';
import { startGateway, type GatewayUnderTest } from './gateway-under-test';
import { confirm, startInstance } from './live-house';
import { LiveReader } from './live-reader';

interface Ticket {
  ticket: string;
  expiresAt: string;
}

let gateway: GatewayUnderTest;
const readers: LiveReader[] = [];

beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.cut();
});
afterAll(() => gateway?.close());

async function listenWith(ticket: string, topics = 'reservations', url = gateway.url): Promise<LiveReader> {
  const reader = await LiveReader.open(url, { anonymous: true, topics, query: `ticket=${ticket}` });
  readers.push(reader);
  return reader;
}

const takeTicket = (roles: string[] | null = ['dispatcher']) =>
  gateway.http<Ticket>('POST', '/api/v1/live-tickets', { roles });

describe('a ticket', () => {
  it('opens one stream with the rights of who took it, at any instance', async () => {
    const other = await startInstance(gateway);
    const taken = await takeTicket();
    expect(taken.status).toBe(201);
    expect(taken.headers.get('cache-control')).toBe('no-store');
    const left = Date.parse(taken.body.expiresAt) - Date.now();
    expect(left).toBeGreaterThan(20_000);
    expect(left).toBeLessThanOrEqual(30_000);
    const reader = await listenWith(taken.body.ticket, 'reservations', other.url);
    expect(reader.status).toBe(200);
    const ids = await confirm(gateway, 2);
    await reader.until(() => reader.events().length === 2);
    expect(reader.subjects().sort()).toEqual(ids.sort());
    await other.close();
  });

  it('gives nobody more than their token does', async () => {
    const { ticket } = (await takeTicket()).body;
    const reader = await listenWith(ticket, 'reservations,operations');
    expect(reader.status).toBe(403);
    expect(await reader.problem()).toMatchObject({ details: { topics: 'operations' } });
  });

  it('is good once, also for two who come at the same moment', async () => {
    const { ticket } = (await takeTicket()).body;
    const both = await Promise.all([listenWith(ticket), listenWith(ticket)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const third = await listenWith(ticket);
    expect(third.status).toBe(401);
    expect(await third.problem()).toMatchObject({ code: 'ticket-refused' });
  });

  it('is good for half a minute', async () => {
    const { ticket } = (await takeTicket()).body;
    await gateway.sql(`update live_ticket set expires_at = now() - interval '1 millisecond'`);
    expect((await listenWith(ticket)).status).toBe(401);
  });

  it('is for who has a token, and cannot be guessed', async () => {
    expect((await takeTicket(null)).status).toBe(401);
    expect((await listenWith('guess')).status).toBe(401);
    expect((await listenWith('')).status).toBe(401);
  });

  it('ends its stream when the token ends that it was taken with', async () => {
    const tickets = gateway.running.app.get(LiveTickets, { strict: false });
    const actor = { id: 'somebody', name: 'Somebody', roles: ['dispatcher' as const] };
    const permissions = new Set(['reservations:read' as const]);
    const { ticket } = await tickets.issue({ actor, permissions, expiresAt: Date.now() + 1_500 });
    const reader = await listenWith(ticket);
    expect(reader.status).toBe(200);
    await reader.until(() => reader.over, 5_000);
    expect(reader.events()).toEqual([{ event: 'reauthenticate', data: {} }]);
  });
});

describe('what stands in the address', () => {
  let bare: BareGateway;
  afterAll(() => bare?.close());

  it('reaches no log and no table, used or refused', async () => {
    bare = await startBareGateway({ LOG_LEVEL: 'trace' });
    const taken = await bare.http<Ticket>('POST', '/api/v1/live-tickets');
    const { ticket } = taken.body;
    const url = bare.url();
    const good = await LiveReader.open(url, { anonymous: true, query: `ticket=${ticket}` });
    expect(good.status).toBe(200);
    const guess = `guess-${randomUUID()}`;
    for (const query of [
      `ticket=${ticket}`,
      `ticket=${guess}`,
      `ticket=${guess}&colour=red`,
      `ticket=${guess}%ff`,
    ]) {
      const reader = await LiveReader.open(url, { anonymous: true, query });
      expect([400, 401]).toContain(reader.status);
      expect(JSON.stringify(await reader.problem())).not.toMatch(new RegExp(`${ticket}|${guess}`));
    }
    good.cut();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(bare.output()).toContain('gateway is ready');
    expect(bare.output()).not.toContain(ticket);
    expect(bare.output()).not.toContain(guess);
    const tables = await bare.sql<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    expect(tables.map(({ name }) => name)).toContain('audit_entry');
    for (const { name } of tables) {
      const rows = await bare.sql(
        `select 1 from ${name} t where t::text like '%${ticket}%' or t::text like '%${guess}%'`,
      );
      expect([name, rows]).toEqual([name, []]);
    }
    const entries = await bare.sql<{ target: string }>('select target from audit_entry');
    expect(entries).toEqual([{ target: '/api/v1/live-tickets' }]);
  });
});
