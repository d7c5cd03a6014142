import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { fakeToken, TEST_AUDIENCE, TEST_ISSUER, testJwks } from './fake-token';

describe('a token for a test', () => {
  const verify = async (token: string) =>
    jwtVerify(token, createLocalJWKSet(JSON.parse(await testJwks()) as JSONWebKeySet), {
      issuer: TEST_ISSUER,
      audience: TEST_AUDIENCE,
    });

  it('is accepted by who holds the public keys of the run', async () => {
    const { payload } = await verify(await fakeToken({ roles: ['admin', 'analyst'], sub: 'u1' }));
    expect(payload).toMatchObject({ sub: 'u1', roles: ['admin', 'analyst'], name: 'Test User' });
  });

  it('can be one that has expired', async () => {
    await expect(verify(await fakeToken({ roles: [], expiresIn: -10 }))).rejects.toThrow(/exp/);
  });

  it('never carries the private key in the public set', async () => {
    expect(await testJwks()).not.toContain('"d"');
  });
});
