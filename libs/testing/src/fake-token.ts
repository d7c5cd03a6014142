import { exportJWK, generateKeyPair, SignJWT, type JWK, type KeyLike } from 'jose';

export const TEST_ISSUER = 'houtai-test';
/** As a service expects it unless told otherwise. */
export const TEST_AUDIENCE = 'houtai';
const KEY_ID = 'test';

interface TestKeys {
  readonly privateKey: KeyLike;
  readonly publicJwk: JWK;
}

let keys: Promise<TestKeys> | undefined;

/** One EdDSA key pair per run of a test file. */
function testKeys(): Promise<TestKeys> {
  return (keys ??= generateKeyPair('EdDSA', { extractable: true }).then(
    async ({ privateKey, publicKey }) => ({
      privateKey,
      publicJwk: { ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'EdDSA', use: 'sig' },
    }),
  ));
}

/** The key set (JSON) that a service under test verifies tokens with: its HOUTAI_JWKS. */
export async function testJwks(): Promise<string> {
  return JSON.stringify({ keys: [(await testKeys()).publicJwk] });
}

export interface FakeTokenOptions {
  readonly roles: readonly string[];
  /** Subject; default `test-user`. */
  readonly sub?: string;
  readonly name?: string;
  /** The partner that a role of partners belongs to. */
  readonly partner?: string;
  /** Narrows what the roles grant, as the scopes of a key do. */
  readonly scope?: string;
  /** Seconds from now; negative makes an expired token. Default 3600. */
  readonly expiresIn?: number;
  readonly issuer?: string;
  readonly audience?: string;
  /** Of the header; default that of an access token. */
  readonly typ?: string;
  /** Id of the session it is of. */
  readonly sid?: string;
}

/** A bearer token as the gateway would sign it, for services that were given {@link testJwks}. */
export async function fakeToken(options: FakeTokenOptions): Promise<string> {
  const { roles, sub = 'test-user', name = 'Test User', partner, scope, expiresIn = 3600 } = options;
  const { issuer = TEST_ISSUER, audience = TEST_AUDIENCE, typ = 'at+jwt', sid } = options;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ name, roles: [...roles], partner, scope, sid })
    .setProtectedHeader({ alg: 'EdDSA', typ, kid: KEY_ID })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now + Math.min(0, expiresIn))
    .setExpirationTime(now + expiresIn)
    .sign((await testKeys()).privateKey);
}
