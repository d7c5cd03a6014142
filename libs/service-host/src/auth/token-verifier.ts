import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { HostError, UnauthenticatedError, UnavailableError } from '../problems/host-errors';
import { realmOf, type Realm } from '../config/realm';
import type { ServiceConfig } from '../config/service-config';
import { callerOf, type Caller } from './caller';

/** What a valid token says. */
export interface Identity extends Caller {
  /** Milliseconds since 1970 from which the token is no longer accepted. */
  expiresAt: number;
}

const MOST_CACHED_TOKENS = 5_000;

/** Seconds by which the clocks of the gateway and of a service may differ. */
export const CLOCK_TOLERANCE_SECONDS = 5;

/** `typ` of an access token (RFC 9068): nothing else that somebody signs with the same key is good as one. */
export const TOKEN_TYPE = 'at+jwt';
const TYPE_OF_RELEASE_BEFORE = 'JWT';

/** Who must have made a token, and for whom. */
export interface TokenTerms {
  issuer: string;
  audience: string;
  /** Absent: any. */
  realm?: Realm;
  /** Whether tokens of a release before, which do not say that they are access tokens, are taken. */
  takesUntyped?: boolean;
}

/** Verifies EdDSA JWTs; a verified token is remembered until it expires, since a signature check costs 0.1 ms or more. */
export class TokenVerifier {
  private readonly verified = new LRUCache<string, Identity>({ max: MOST_CACHED_TOKENS });

  constructor(
    private readonly keys: JWTVerifyGetKey,
    private readonly terms: TokenTerms,
    private readonly systemTime: () => number = Date.now,
  ) {}

  static fromConfig(config: ServiceConfig): TokenVerifier {
    const keys = config.jwks
      ? createLocalJWKSet(JSON.parse(config.jwks) as JSONWebKeySet)
      : createRemoteJWKSet(new URL(config.jwksUrl ?? ''), { timeoutDuration: 3000 });
    const { tokenIssuer: issuer, tokenAudience: audience } = config;
    const takesUntyped = config.takesUntypedTokens;
    return new TokenVerifier(keys, { issuer, audience, realm: realmOf(config), takesUntyped });
  }

  /** The identity when the token was verified before and is still valid. */
  remembered(token: string): Identity | undefined {
    const identity = this.verified.get(token);
    if (identity === undefined) return undefined;
    if (identity.expiresAt > this.systemTime()) return identity;
    this.verified.delete(token);
    return undefined;
  }

  /** Throws {@link HostError} `unauthenticated`, or `unavailable` when the issuer's keys cannot be had. */
  async verify(token: string): Promise<Identity> {
    const known = this.remembered(token);
    if (known) return known;
    const identity = await this.check(token);
    this.verified.set(token, identity);
    return identity;
  }

  private async check(token: string): Promise<Identity> {
    const { issuer, audience, realm, takesUntyped = false } = this.terms;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms: ['EdDSA'],
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.systemTime()),
      });
      refuseOtherType(protectedHeader, payload, takesUntyped);
      refuseFromTheFuture(payload, this.systemTime());
      if (realm !== undefined) refuseOtherRealm(payload, realm);
      return { ...callerOf(payload), expiresAt: lastMoment(payload) };
    } catch (error) {
      throw refusedToken(error);
    }
  }
}

/**
 * Throws `JWTClaimValidationFailed` for what is no access token.
 * @param takesUntyped while a gateway of the release before signs, which calls its tokens `JWT`
 */
export function refuseOtherType({ typ }: { typ?: string }, payload: JWTPayload, takesUntyped: boolean): void {
  const type = typ?.toLowerCase().replace(/^application\//, '');
  if (type === TOKEN_TYPE || (takesUntyped && typ === TYPE_OF_RELEASE_BEFORE)) return;
  throw new errors.JWTClaimValidationFailed(
    '"typ" is that of no access token',
    payload,
    'typ',
    'check_failed',
  );
}

/** jose looks at `iat` only together with a greatest age. Throws `JWTClaimValidationFailed`. @param now milliseconds */
export function refuseFromTheFuture(payload: JWTPayload, now: number): void {
  if (payload.iat === undefined || payload.iat <= Math.floor(now / 1000) + CLOCK_TOLERANCE_SECONDS) return;
  throw new errors.JWTClaimValidationFailed('"iat" is in the future', payload, 'iat', 'check_failed');
}

/**
 * A token of the other realm is not good here, even when both sign with the same key by mistake. One that names none was
 * made by a release before. Throws `JWTClaimValidationFailed`.
 */
export function refuseOtherRealm(payload: JWTPayload, realm: Realm): void {
  const claimed = payload['realm'];
  if (claimed === undefined || claimed === realm) return;
  throw new errors.JWTClaimValidationFailed('"realm" is another one', payload, 'realm', 'check_failed');
}

/** Milliseconds since 1970 from which jose refuses the token. */
export function lastMoment(payload: JWTPayload): number {
  return ((payload.exp ?? 0) + CLOCK_TOLERANCE_SECONDS) * 1000;
}

/** Why a token is refused, for an error of jose; keys that cannot be had are nobody's fault. */
export function refusedToken(error: unknown): HostError {
  if (error instanceof HostError) return error;
  if (error instanceof errors.JWTExpired) {
    return new UnauthenticatedError({ en: 'The token has expired.', zh: '令牌已过期。' }, 'invalid_token');
  }
  const keysOutOfReach =
    !(error instanceof errors.JOSEError) ||
    error instanceof errors.JWKSTimeout ||
    error.code === 'ERR_JOSE_GENERIC';
  if (!keysOutOfReach) {
    return new UnauthenticatedError({ en: 'The token is not valid.', zh: '令牌无效。' }, 'invalid_token');
  }
  const text = {
    en: 'The keys of the token issuer cannot be read at the moment.',
    zh: '暂时无法读取令牌签发方的密钥。',
  };
  return new UnavailableError(text, 2);
}
