import { DEMO_PASSWORD, eventually, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { PartnerHouse, bearer } from './partner-house';
import { startUpstream, type Upstream } from './upstream';

interface Entries {
  items: {
    method: string;
    route: string;
    target: string;
    status: number;
    actorId: string | null;
    partnerId: string | null;
    keyId: string | null;
    scopes: string[] | null;
    clientAddress: string;
  }[];
  code?: string;
}

let orders: Upstream;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  orders = await startUpstream();
  gateway = await startGateway({ services: { orders: orders.url } });
  await gateway.routesOf('orders');
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
});

const entries = async (query: string, token?: string) =>
  (await gateway.http<Entries>('GET', `/api/v1/audit-entries?limit=200&${query}`, bearer(token))).body.items;
const found = (query: string, count: number, token?: string) =>
  eventually(async () => {
    const items = await entries(query, token);
    expect(items).toHaveLength(count);
    return items;
  });
const book = (credential: string) =>
  gateway.http('POST', '/api/v1/bookings', { body: {}, ...bearer(credential) });

describe('the audit trail of partners', () => {
  it('tells with which key, for which partner, from where and with which scopes', async () => {
    const house = await PartnerHouse.open(gateway);
    const { id, key } = await house.key({ scopes: ['reservations:quote', 'branches:read'] });
    expect((await book(key)).status).toBe(200);
    const [entry] = await found(`keyId=${id}`, 1);
    expect(entry).toMatchObject({
      route: '/api/v1/bookings',
      actorId: id,
      partnerId: house.partner.id,
      keyId: id,
      scopes: ['branches:read', 'reservations:quote'],
      clientAddress: '127.0.0.1',
    });
  });

  it('tells what was read of persons, by keys and people of partners, and of no other read', async () => {
    const house = await PartnerHouse.open(gateway);
    const { id, key } = await house.key();
    const { username } = await house.user('curious', 'partner-admin');
    const person = await gateway.signIn(username);
    for (const credential of [key, person]) {
      for (const path of ['guests', 'guests', 'branch-list', 'auth/me']) {
        expect((await gateway.http('GET', `/api/v1/${path}`, bearer(credential))).status).toBe(200);
      }
    }
    expect((await gateway.http('GET', '/api/v1/guests')).status).toBe(200);
    const byKey = await found(`keyId=${id}`, 2);
    expect(byKey[0]).toMatchObject({
      method: 'GET',
      route: '/api/v1/guests',
      target: '/api/v1/guests',
      status: 200,
      keyId: id,
      partnerId: house.partner.id,
    });
    await gateway.http('GET', `/api/v1/partners/${house.partner.id}/users`, bearer(person));
    await eventually(async () => {
      const reads = (await entries(`partnerId=${house.partner.id}`)).filter(({ method }) => method === 'GET');
      expect(reads).toHaveLength(5);
    });
  });

  it('tells of a key that was refused, so that its owner learns of it', async () => {
    const house = await PartnerHouse.open(gateway);
    const { id, key } = await house.key();
    await gateway.http('POST', `/api/v1/api-keys/${id}/revoke`);
    expect((await book(key)).status).toBe(401);
    const [entry] = await found(`keyId=${id}`, 1);
    expect(entry).toMatchObject({ status: 401, actorId: null, partnerId: house.partner.id, scopes: [] });
  });

  it('shows a partner what its own people and keys asked for, sign-ins among it, and nothing else', async () => {
    const [own, other] = [await PartnerHouse.open(gateway), await PartnerHouse.open(gateway)];
    for (const house of [own, other]) await book((await house.key()).key);
    const { username } = await own.user('reader');
    await gateway.http('POST', '/api/v1/auth/sign-in', {
      roles: null,
      body: { username, password: DEMO_PASSWORD },
    });
    const admin = await own.token();
    const seen = await found('', 2, admin);
    expect(seen.map(({ route }) => route)).toEqual(['/api/v1/auth/sign-in', '/api/v1/bookings']);
    expect(new Set(seen.map(({ partnerId }) => partnerId))).toEqual(new Set([own.partner.id]));
    expect(await entries(`partnerId=${other.partner.id}`, admin)).toEqual([]);
    await found(`partnerId=${other.partner.id}`, 1);
    for (const role of ['partner-agent', 'branch-staff']) {
      const token = role === 'partner-agent' ? bearer(await own.token(role)) : { roles: [role] };
      expect((await gateway.http('GET', '/api/v1/audit-entries', token)).status).toBe(403);
    }
  });
});
