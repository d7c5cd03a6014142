import { randomUUID } from 'node:crypto';
import { LiveTickets } from '../src/live/live-tickets.service';
import { startGateway, type GatewayUnderTest } from './gateway-under-test';
import { confirm, ground, startInstance, type Instance } from './live-house';
import { LiveReader } from './live-reader';
import { PartnerHouse, bearer } from './partner-house';

let gateway: GatewayUnderTest;
let other: Instance;
let house: PartnerHouse;
const readers: LiveReader[] = [];

beforeAll(async () => {
  gateway = await startGateway();
  other = await startInstance(gateway);
  house = await PartnerHouse.open(gateway);
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.cut();
});
afterAll(async () => {
  await other?.close();
  await gateway?.close();
});

async function listen(token: string, topics = 'reservations', query?: string): Promise<LiveReader> {
  const reader = await LiveReader.open(other.url, { token, topics, query });
  readers.push(reader);
  return reader;
}

const scopes = ['reservations:read', 'branches:read'];

describe('a partner that listens', () => {
  it('hears of its own bookings, and nothing of those of others and of the house, live or later', async () => {
    const partnerId = house.partner.id;
    const { key } = await house.key({ scopes });
    const reader = await listen(key);
    const place = reader.place ?? '';
    await confirm(gateway, 2);
    await confirm(gateway, 2, { partnerId: randomUUID() });
    const own = await confirm(gateway, 2, { partnerId });
    await reader.until(() => reader.events().length === 2);
    await gateway.drained();
    expect(reader.subjects().sort()).toEqual(own.sort());
    const later = await listen(await house.token('partner-agent'), 'reservations', `after=${place}`);
    await later.until(() => later.events().length === 2);
    expect(later.events()).toEqual(reader.events());
  });

  it.each([
    ['vehicles', ['reservations:read']],
    ['conflicts', ['reservations:read']],
    ['operations', ['reservations:read']],
    ['agreements', ['reservations:read']],
    ['reservations', ['branches:read']],
  ])('hears nothing of %s with a key for %s', async (topics, granted) => {
    await ground(gateway);
    const { key } = await house.key({ scopes: granted });
    const reader = await listen(key, topics);
    expect(reader.status).toBe(403);
    expect(await reader.problem()).toMatchObject({ code: 'topics-forbidden', details: { topics } });
  });

  it('hears nothing of vehicles, whatever it was granted', async () => {
    const tickets = gateway.running.app.get(LiveTickets, { strict: false });
    const { id, partner } = { id: randomUUID(), partner: house.partner.id };
    const actor = { id, name: 'Agency', roles: ['partner-agent' as const], partnerId: partner };
    const permissions = new Set(['vehicles:read' as const]);
    const { ticket } = await tickets.issue({ actor, permissions, expiresAt: Date.now() + 60_000 });
    const reader = await LiveReader.open(other.url, {
      anonymous: true,
      topics: 'vehicles',
      query: `ticket=${ticket}`,
    });
    expect(reader.status).toBe(403);
  });

  const change = (keyId: string, to: string) =>
    gateway.sql(`update api_key set ${to} where key_id = $1`, [keyId]);

  it.each<[string, (keyId: string) => Promise<unknown>]>([
    ['its key is revoked', (id) => gateway.http('POST', `/api/v1/api-keys/${id}/revoke`)],
    [
      'its key is narrowed',
      (id) => gateway.http('POST', `/api/v1/api-keys/${id}/narrow`, { body: { scopes: ['branches:read'] } }),
    ],
    ['its key may come from elsewhere only', (id) => change(id, `networks = '{10.1.0.0/16}'`)],
    ['its key expires', (id) => change(id, `expires_at = now() - interval '1 ms'`)],
    ['it is suspended', () => house.step('suspend')],
  ])('is told to leave within a second, at another instance, when %s', async (_case, happen) => {
    const { id, key } = await house.key({ scopes });
    const reader = await listen(key);
    expect(reader.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(reader.over).toBe(false);
    await happen(id);
    await reader.until(() => reader.over, 1_500);
    expect(reader.events()).toEqual([{ event: 'reauthenticate', data: {} }]);
    await house.step('resume');
  });

  it('is not concerned by what another partner decides about its own keys', async () => {
    const rival = await PartnerHouse.open(gateway);
    const reader = await listen((await house.key({ scopes })).key);
    const theirs = await rival.key({ scopes });
    const listening = await listen(theirs.key);
    const asRival = bearer(await rival.token());
    // At the instance where both listen, so that its news comes in the middle of the rival's own request.
    const { status } = await other.http('POST', `/api/v1/api-keys/${theirs.id}/revoke`, asRival);
    expect(status).toBeLessThan(300);
    await listening.until(() => listening.over, 1_500);
    const [own] = await confirm(gateway, 1, { partnerId: house.partner.id });
    await reader.until(() => reader.over || reader.events().length > 0);
    expect(reader.subjects()).toEqual([own]);
  });

  it('and whose people are told the same', async () => {
    const reader = await listen(await house.token('partner-agent'));
    expect(reader.status).toBe(200);
    await house.step('suspend');
    await reader.until(() => reader.over, 1_500);
    expect(reader.events()).toEqual([{ event: 'reauthenticate', data: {} }]);
    await house.step('resume');
  });

  it('goes on with a key although the token that stands for it inside has ended', async () => {
    const { id } = await house.key({ scopes });
    const tickets = gateway.running.app.get(LiveTickets, { strict: false });
    const actor = { id, name: 'engine', roles: ['partner-key' as const], partnerId: house.partner.id };
    const permissions = new Set(['reservations:read' as const]);
    const { ticket } = await tickets.issue({ actor, permissions, expiresAt: Date.now() - 60_000 });
    const reader = await LiveReader.open(other.url, { anonymous: true, query: `ticket=${ticket}` });
    readers.push(reader);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(reader.over).toBe(false);
    const [own] = await confirm(gateway, 1, { partnerId: house.partner.id });
    await reader.until(() => reader.events().length === 1);
    expect(reader.subjects()).toEqual([own]);
  });

  it('may ask for as much beside its streams as without them: these have a limit of their own', async () => {
    const own = await startGateway({ env: { HOUTAI_IN_FLIGHT_KEY: '3', HOUTAI_IN_FLIGHT_PARTNER: '3' } });
    const { key } = await (await PartnerHouse.open(own)).key({ scopes });
    for (let n = 0; n < 6; n += 1) {
      const reader = await LiveReader.open(own.url, { token: key });
      readers.push(reader);
      expect(reader.status).toBe(200);
    }
    expect((await own.http('GET', '/api/v1/auth/me', bearer(key))).status).toBe(200);
    await own.close();
  });
});
