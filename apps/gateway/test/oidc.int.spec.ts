import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, decodeJwt, exportJWK, generateKeyPair, type KeyLike } from 'jose';
import { TEST_ISSUER } from '@houtai/testing';
import { startGateway, type GatewayUnderTest } from './gateway-under-test';
import { PartnerHouse } from './partner-house';
import { startUpstream, type Upstream } from './upstream';

let issuer: Server;
let issuerUrl: string;
let key: KeyLike;
let orders: Upstream;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  key = pair.privateKey;
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'idp', alg: 'RS256' }] });
  issuer = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(request.url?.endsWith('/jwks') ? jwks : JSON.stringify({ jwks_uri: `${issuerUrl}/jwks` }));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  issuerUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  orders = await startUpstream();
  gateway = await startGateway({
    services: { orders: orders.url },
    env: {
      HOUTAI_OIDC_ISSUER: issuerUrl,
      HOUTAI_OIDC_AUDIENCE: 'houtai',
      HOUTAI_OIDC_ROLE_CLAIM: 'realm.groups',
      HOUTAI_OIDC_PARTNER_CLAIM: 'realm.partner',
      HOUTAI_OIDC_ROLE_MAP: '{"Front Desk":"branch-staff"}',
    },
  });
  await gateway.routesOf('orders');
});
afterAll(async () => {
  await gateway?.close();
  await orders?.close();
  issuer?.closeAllConnections();
  issuer?.close();
});

function foreignToken(
  groups: string[],
  audience = 'houtai',
  expires = '1h',
  partner?: string,
): Promise<string> {
  return new SignJWT({ name: 'Wu Xia', realm: { groups, partner } })
    .setProtectedHeader({ alg: 'RS256', kid: 'idp' })
    .setSubject('wu')
    .setIssuer(issuerUrl)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key);
}

const ask = (path: string, token: string) =>
  gateway.http('GET', path, { roles: null, headers: { authorization: `Bearer ${token}` } });

describe('a token of the configured issuer', () => {
  it('is exchanged for one that the services know, with mapped roles and a short life', async () => {
    const token = await foreignToken(['Front Desk', 'Football Club']);
    expect((await ask('/api/v1/reservations', token)).status).toBe(200);
    const passedOn = orders.seen[0]?.headers.authorization?.slice('Bearer '.length) ?? '';
    const claims = decodeJwt(passedOn);
    expect(claims).toMatchObject({
      iss: TEST_ISSUER,
      aud: 'houtai',
      sub: 'wu',
      name: 'Wu Xia',
      roles: ['branch-staff'],
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBeLessThanOrEqual(300);
    expect((await ask('/api/v1/auth/me', token)).body).toMatchObject({ id: 'wu', roles: ['branch-staff'] });
  });

  it('grants on the own routes what its roles grant', async () => {
    expect((await ask('/api/v1/user-accounts', await foreignToken(['Front Desk']))).status).toBe(403);
    expect((await ask('/api/v1/user-accounts', await foreignToken(['admin']))).status).toBe(200);
  });

  it.each([
    ['another audience', () => foreignToken(['admin'], 'other')],
    ['an end in the past', () => foreignToken(['admin'], 'houtai', '-1m')],
  ])('is refused with %s', async (_case, make) => {
    expect((await ask('/api/v1/reservations', await make())).status).toBe(401);
  });

  it('names the partner of somebody in the claim that was configured, and nobody has roles of partners without', async () => {
    const house = await PartnerHouse.open(gateway);
    const of = (partner?: string) => foreignToken(['partner-admin'], 'houtai', '1h', partner);
    const token = await of(house.partner.id.toUpperCase());
    expect((await ask('/api/v1/auth/me', token)).body).toMatchObject({
      partnerId: house.partner.id,
      roles: ['partner-admin'],
    });
    expect((await ask('/api/v1/api-keys', token)).status).toBe(200);
    expect((await ask('/api/v1/auth/me', await of())).body).toMatchObject({ roles: [], permissions: [] });
    expect((await ask('/api/v1/auth/me', await of('acme'))).status).toBe(401);
    expect((await ask('/api/v1/auth/me', await of('01900000-0000-7000-8000-00000000dead'))).status).toBe(401);
    await house.step('suspend');
    expect((await ask('/api/v1/api-keys', token)).body).toMatchObject({ code: 'partner-not-active' });
  });

  it('must name an audience: without one the gateway does not start', async () => {
    const env = { HOUTAI_OIDC_ISSUER: issuerUrl };
    await expect(startGateway({ env })).rejects.toThrow('HOUTAI_OIDC_AUDIENCE');
  });
});
