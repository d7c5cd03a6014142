import {
  SignJWT,
  createLocalJWKSet,
  generateKeyPair,
  exportJWK,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { TOKEN_TYPE, TokenVerifier } from './token-verifier';

const ISSUER = 'https://houtai.dev';
const AUDIENCE = 'houtai';

describe('tokens', () => {
  let sign: (claims: JWTPayload, expiresAt: number, typ?: string) => Promise<string>;
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
    sign = (claims, expiresAt, ...typ) =>
      new SignJWT({ iss: ISSUER, aud: AUDIENCE, ...claims })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'k', typ: typ.length > 0 ? typ[0] : TOKEN_TYPE })
        .setSubject('anna')
        .setExpirationTime(expiresAt)
        .sign(privateKey);
  });

  const verifier = () => new TokenVerifier(keys, { issuer: ISSUER, audience: AUDIENCE }, () => now);
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
    now += 64_999;
    expect(tokens.remembered(token)).toBeDefined();
    await expect(verifier().verify(token)).resolves.toBeDefined();
    now += 1;
    expect(tokens.remembered(token)).toBeUndefined();
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('are refused from another issuer, altered, or not tokens at all', async () => {
    const foreign = await sign({ iss: 'https://elsewhere' }, inSeconds(60));
    const good = await sign({}, inSeconds(60));
    for (const token of [foreign, `${good.slice(0, -4)}AAAA`, 'x', 'a.b.c']) {
      await expect(verifier().verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('are refused when they are meant for somebody else, or for nobody', async () => {
    for (const aud of ['another-system', undefined]) {
      const token = await sign({ aud }, inSeconds(60));
      await expect(verifier().verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    await expect(
      verifier().verify(await sign({ aud: ['another-system', AUDIENCE] }, inSeconds(60))),
    ).resolves.toBeDefined();
  });

  it.each(['JWT', 'id_token+jwt', 'logout+jwt', 'at', '', undefined])(
    'are refused when they are no access tokens: %s',
    async (typ) => {
      const token = await sign({ roles: ['admin'] }, inSeconds(60), typ);
      await expect(verifier().verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    },
  );

  it('may be called what a release before calls them, and no more, while one still signs', async () => {
    const terms = { issuer: ISSUER, audience: AUDIENCE, takesUntyped: true };
    const lenient = new TokenVerifier(keys, terms, () => now);
    await expect(lenient.verify(await sign({}, inSeconds(60), 'JWT'))).resolves.toBeDefined();
    await expect(lenient.verify(await sign({}, inSeconds(60), 'application/at+jwt'))).resolves.toBeDefined();
    for (const typ of ['id_token+jwt', undefined]) {
      const token = await sign({}, inSeconds(60), typ);
      await expect(lenient.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('say which session they are of', async () => {
    const sid = '0196f3a0-0000-7000-8000-000000000001';
    expect((await verifier().verify(await sign({ sid }, inSeconds(60)))).sessionId).toBe(sid);
    expect((await verifier().verify(await sign({ sid: 'no id' }, inSeconds(60)))).sessionId).toBeUndefined();
  });

  it.each(['iat', 'nbf'])('may be ahead of this clock by 5 seconds in %s, not by more', async (claim) => {
    const early = await sign({ [claim]: inSeconds(5) }, inSeconds(60));
    await expect(verifier().verify(early)).resolves.toBeDefined();
    const earlier = await sign({ [claim]: inSeconds(6) }, inSeconds(60));
    await expect(verifier().verify(earlier)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('cannot be judged while the keys are out of reach', async () => {
    const lost = new TokenVerifier(
      () => Promise.reject(new TypeError('fetch failed')),
      { issuer: ISSUER, audience: AUDIENCE },
      () => now,
    );
    await expect(lost.verify(await sign({}, inSeconds(60)))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
