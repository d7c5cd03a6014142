import { decodeJwt } from 'jose';
import { KeyCheck } from '../src/identity/key-check.service';
import { CredentialQueries } from '../src/credentials/credential.queries';
import { writeKey } from '../src/credentials/key-text';
import { startBeside, startGateway, type GatewayUnderTest } from './gateway-under-test';
import { PartnerHouse, asked, bearer } from './partner-house';
import { startUpstream, type Upstream } from './upstream';

let orders: Upstream;
let gateway: GatewayUnderTest;
let house: PartnerHouse;

beforeAll(async () => {
  orders = await startUpstream();
  gateway = await startGateway({ services: { orders: orders.url } });
  await gateway.routesOf('orders');
  house = await PartnerHouse.open(gateway);
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
});

const ID = '01900000-0000-7000-8000-00000000dead';
const secret = new Uint8Array(32).fill(9);

describe('a key is refused', () => {
  it.each([
    ['cut short', (key: string) => key.slice(0, -1), '401 key-malformed'],
    ['with a blank', (key: string) => key.replace('_test_', '_tes_'), '401 key-malformed'],
    [
      'mistyped',
      (key: string) => key.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      '401 key-checksum-wrong',
    ],
    ['of an id that is none', () => writeKey('test', ID, secret), '401 key-refused'],
    ['of the other realm', () => writeKey('live', ID, secret), '401 key-of-other-realm'],
  ])('%s', async (_, spoil, answer) => {
    const { key } = await house.key();
    for (const path of ['/api/v1/auth/me', '/api/v1/audit-entries', '/api/v1/branch-list'])
      expect(await asked(gateway, spoil(key), path)).toBe(answer);
  });

  it('with a wrong secret exactly like one of an unknown id', async () => {
    const { id } = await house.key();
    const answer = async (keyId: string) => {
      const { status, body, headers } = await gateway.http(
        'GET',
        '/api/v1/auth/me',
        bearer(writeKey('test', keyId, secret)),
      );
      return { status, body: { ...body, traceId: '' }, challenge: headers.get('www-authenticate') };
    };
    const wrong = await answer(id);
    expect(wrong).toEqual(await answer(ID));
    expect(wrong).toMatchObject({ status: 401, body: { code: 'key-refused' }, challenge: 'Bearer' });
  });

  it('for a slip without a look into the database', async () => {
    const { key } = await house.key();
    const look = jest.spyOn(gateway.running.app.get(CredentialQueries, { strict: false }), 'key');
    await asked(gateway, `${key.slice(0, -6)}000000`);
    await asked(gateway, key.slice(0, -2));
    await asked(gateway, writeKey('live', ID, secret));
    expect(look).not.toHaveBeenCalled();
    await asked(gateway, writeKey('test', ID, secret));
    expect(look).toHaveBeenCalledTimes(1);
    look.mockRestore();
  });

  it('when it has expired or was revoked', async () => {
    const [old, gone] = [await house.key(), await house.key()];
    expect(await asked(gateway, gone.key)).toBe('200');
    await gateway.sql('update api_key set expires_at = now() where key_id = $1', [old.id]);
    await gateway.http('POST', `/api/v1/api-keys/${gone.id}/revoke`);
    expect(await asked(gateway, old.key)).toBe('401 key-expired');
    expect(await asked(gateway, gone.key)).toBe('401 key-revoked');
  });

  it('from another network, whether it was seen before or not, and by what a trusted proxy says', async () => {
    const own = await startGateway({ env: { HOUTAI_TRUSTED_PROXIES: '127.0.0.1' } });
    try {
      const { key } = await (await PartnerHouse.open(own)).key({ networks: ['203.0.113.0/24'] });
      const from = async (address: string) => {
        const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': address };
        const { status, body } = await own.http('GET', '/api/v1/auth/me', { roles: null, headers });
        return `${status} ${String(body['code'] ?? '')}`.trim();
      };
      expect(await from('203.0.114.1')).toBe('403 key-network-refused');
      expect(await from('203.0.113.1')).toBe('200');
      expect(await from('203.0.114.1')).toBe('403 key-network-refused');
      expect(await from('::ffff:203.0.113.9')).toBe('200');
    } finally {
      await own.close();
    }
  });

  it('beyond its scopes, and where a route is not marked for partners', async () => {
    const { key } = await house.key({ scopes: ['branches:read'] });
    expect(await asked(gateway, key, '/api/v1/opening-hours')).toBe('200');
    expect(await asked(gateway, key, '/api/v1/branch-list')).toBe('200');
    expect(await asked(gateway, key, '/api/v1/class-list')).toBe('403 forbidden');
    expect(await asked(gateway, key, '/api/v1/reservations')).toBe('403 forbidden');
    expect(await asked(gateway, key, '/api/v1/user-accounts')).toBe('403 forbidden');
  });

  it('anywhere but in the Authorization header', async () => {
    const { key } = await house.key();
    const headers = { 'x-api-key': key };
    expect((await gateway.http('GET', '/api/v1/auth/me', { roles: null, headers })).status).toBe(401);
  });
});

describe('inside of the system', () => {
  it('a key is a token of a minute with partner, realm and scopes; the key itself stays outside', async () => {
    const { id, key } = await house.key({ scopes: ['branches:read'] });
    orders.seen.length = 0;
    expect(await asked(gateway, key, '/api/v1/branch-list')).toBe('200');
    const sent = orders.seen[0]?.headers.authorization ?? '';
    expect(sent).not.toContain('htk_');
    const claims = decodeJwt(sent.slice('Bearer '.length));
    expect(claims).toMatchObject({
      sub: id,
      partner: house.partner.id,
      realm: 'test',
      scope: 'branches:read',
      aud: 'houtai',
      roles: ['partner-key'],
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
  });

  it('no key is passed on, where anybody may ask and the key is refused either', async () => {
    const { id, key } = await house.key();
    await gateway.http('POST', `/api/v1/api-keys/${id}/revoke`);
    orders.seen.length = 0;
    for (const credential of [key, key.slice(0, -1), writeKey('live', ID, secret)])
      expect(await asked(gateway, credential, '/api/v1/opening-hours')).toBe('200');
    const headers = { authorization: key };
    await gateway.http('GET', '/api/v1/opening-hours', { roles: null, headers });
    expect(orders.seen).toHaveLength(4);
    expect(JSON.stringify(orders.seen)).not.toContain('htk_');
  });

  it('a token of the other realm is good for nothing', async () => {
    const live = await startBeside(gateway, { HOUTAI_MODE: 'live', HOUTAI_REALM: 'live' });
    try {
      const token = await gateway.signIn('root');
      expect(await asked(gateway, token)).toBe('200');
      expect(await asked(live, token)).toBe('401 unauthenticated');
      expect(await asked(live, (await house.key()).key)).toBe('401 key-of-other-realm');
    } finally {
      await live.close();
    }
  });

  it('a simulation is never the live realm', async () => {
    await expect(startGateway({ env: { HOUTAI_REALM: 'live' } })).rejects.toThrow(/HOUTAI_REALM.*simulated/);
    await expect(startGateway({ env: { HOUTAI_REALM: 'staging' } })).rejects.toThrow(
      /HOUTAI_REALM.*live or test/,
    );
  });

  it('a key is checked once for many requests at once', async () => {
    const { key } = await house.key();
    const look = jest.spyOn(gateway.running.app.get(CredentialQueries, { strict: false }), 'key');
    const answers = await Promise.all(Array.from({ length: 30 }, () => asked(gateway, key)));
    expect(new Set(answers)).toEqual(new Set(['200']));
    expect(look).toHaveBeenCalledTimes(1);
    expect(gateway.running.app.get(KeyCheck, { strict: false }).isKnown(key)).toBe(true);
    look.mockRestore();
  });
});
