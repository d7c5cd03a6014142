import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SignJWT, importJWK, type JSONWebKeySet, type JWK, type JWTPayload, type KeyLike } from 'jose';
import { TOKEN_TYPE, realmOf } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';

/** What an access token says about its holder. */
export interface TokenSubject {
  id: string;
  name: string;
  roles: readonly string[];
  partnerId?: string;
  /** What the holder may do at most; absent means all that the roles grant. */
  scopes?: readonly string[];
  /** The session it is of: the token ends with it. */
  sessionId?: string;
}

/** The claims by which the services know a holder again. */
export function claimsOf({ id, name, roles, partnerId, scopes, sessionId }: TokenSubject): JWTPayload {
  return { sub: id, name, roles: [...roles], partner: partnerId, scope: scopes?.join(' '), sid: sessionId };
}

/** Signs access tokens; publishes the keys that verify them. */
@Injectable()
export class SigningKey implements OnModuleInit {
  private readonly jwk: JWK;
  private privateKey: KeyLike | Uint8Array;
  /** The own public key, and those of `HOUTAI_JWKS` that still verify older tokens while keys are being changed. */
  readonly publicKeys: JSONWebKeySet;

  constructor(private readonly config: GatewayConfig) {
    this.jwk = JSON.parse(config.signingKey) as JWK;
    const { kty, crv, x, kid } = this.jwk;
    const own: JWK = { kty, crv, x, alg: 'EdDSA', use: 'sig', ...(kid === undefined ? {} : { kid }) };
    const given = config.jwks === undefined ? [] : (JSON.parse(config.jwks) as JSONWebKeySet).keys;
    // The services verify with HOUTAI_JWKS: tokens signed with a key outside of it would be refused everywhere.
    if (config.jwks !== undefined && !given.some((key) => key.x === x && key.kid === kid)) {
      throw new Error('HOUTAI_JWKS lacks the public part (with the same kid) of HOUTAI_SIGNING_KEY');
    }
    this.publicKeys = { keys: [own, ...given.filter((key) => key.x !== x)] };
  }

  async onModuleInit(): Promise<void> {
    this.privateKey = await importJWK(this.jwk, 'EdDSA');
  }

  /** @param expiresAt seconds since 1970, as is `issuedAt` */
  sign(subject: TokenSubject, issuedAt: number, expiresAt: number): Promise<string> {
    const { kid } = this.jwk;
    return new SignJWT({ ...claimsOf(subject), realm: realmOf(this.config) })
      .setProtectedHeader({ alg: 'EdDSA', typ: TOKEN_TYPE, ...(kid === undefined ? {} : { kid }) })
      .setIssuer(this.config.tokenIssuer)
      .setAudience(this.config.tokenAudience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.privateKey);
  }
}
