import { SignJWT, createLocalJWKSet, generateKeyPair, exportJWK, type JWTVerifyGetKey } from 'jose';
import { TokenVerifier } from './token-verifier';

const ISSUER = 'https://houtai.dev';

describe('tokens', () => {
  let sign: (claims: Record<string, unknown>, expiresAt: number, issuer?: string) => Promise<string>;
  let keys: JWTVerifyGetKey;
  let lookUps: number;
  let now: number;

  beforeEach(async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const local = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA' }] });
    lookUps = 0;
    keys = (header, token) => {
      lookUps += 1;
      return local(header, token);
    };
    now = 1_800_000_000_000;
    sign = (claims, expiresAt, issuer = ISSUER) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: 'k' })
        .setSubject('anna')
        .setIssuer(issuer)
        .setExpirationTime(expiresAt)
        .sign(privateKey);
  });

  const verifier = () => new TokenVerifier(keys, ISSUER, () => now);
  const inSeconds = (seconds: number) => now / 1000 + seconds;

  it('say who calls; roles nobody knows are dropped', async () => {
    const token = await sign({ name: 'Anna', roles: ['dispatcher', 'emperor', 7] }, inSeconds(60));
    const { actor } = await verifier().verify(token);
    expect(actor).toEqual({ id: 'anna', name: 'Anna', roles: ['dispatcher'] });
  });

  it('are verified once and remembered until they expire', async () => {
    const tokens = verifier();
    const token = await sign({ roles: [] }, inSeconds(60));
    await tokens.verify(token);
    await tokens.verify(token);
    expect(lookUps).toBe(1);
    now += 60_000;
    expect(tokens.remembered(token)).toBeUndefined();
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('are refused from another issuer, altered, or not tokens at all', async () => {
    const foreign = await sign({}, inSeconds(60), 'https://elsewhere');
    const good = await sign({}, inSeconds(60));
    for (const token of [foreign, `${good.slice(0, -4)}AAAA`, 'x', 'a.b.c']) {
      await expect(verifier().verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('cannot be judged while the keys are out of reach', async () => {
    const lost = new TokenVerifier(
      () => Promise.reject(new TypeError('fetch failed')),
      ISSUER,
      () => now,
    );
    await expect(lost.verify(await sign({}, inSeconds(60)))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
