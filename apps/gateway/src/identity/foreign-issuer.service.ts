import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { request } from 'undici';
import { CLOCK_TOLERANCE_SECONDS, isRole, refuseFromTheFuture, type Role } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { claimAt, rolesFromClaims } from './role-claims';
import type { TokenSubject } from './signing-key.service';

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const TIMEOUT_MS = 3000;

/** The company's own OpenID Connect issuer, when one is configured. */
@Injectable()
export class ForeignIssuer {
  private keys: Promise<JWTVerifyGetKey> | undefined;
  private readonly roleMap: Readonly<Record<string, Role>>;

  constructor(private readonly config: GatewayConfig) {
    this.roleMap = JSON.parse(config.oidcRoleMap) as Record<string, Role>;
  }

  issued(issuer: string | undefined): boolean {
    return this.config.oidcIssuer !== undefined && issuer === this.config.oidcIssuer;
  }

  /**
   * Throws errors of jose for a bad token, others when the issuer's keys cannot be read.
   * @returns the holder and when the token expires, in seconds since 1970
   */
  async verify(token: string, now: Date): Promise<{ subject: TokenSubject; expiresAt: number }> {
    const { payload } = await jwtVerify(token, await this.issuerKeys(), {
      issuer: this.config.oidcIssuer,
      audience: this.config.oidcAudience,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: now,
    });
    refuseFromTheFuture(payload, now.getTime());
    const roles = rolesFromClaims(payload, this.config.oidcRoleClaim, this.roleMap, isRole);
    const id = payload.sub ?? '';
    const partner = this.config.oidcPartnerClaim && claimAt(payload, this.config.oidcPartnerClaim);
    const called = payload['name'] ?? payload['preferred_username'];
    return {
      subject: {
        id,
        name: typeof called === 'string' ? called : id,
        roles,
        // Whatever else stands in the claim belongs to nobody: with roles of partners it grants nothing.
        ...(typeof partner === 'string' && partner !== '' ? { partnerId: partner.toLowerCase() } : {}),
      },
      expiresAt: payload.exp ?? 0,
    };
  }

  private issuerKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.findKeys().catch((error: unknown) => {
      this.keys = undefined;
      throw error;
    });
    return this.keys;
  }

  private async findKeys(): Promise<JWTVerifyGetKey> {
    const url = this.config.oidcJwksUrl ?? (await this.discover());
    return createRemoteJWKSet(new URL(url), { timeoutDuration: TIMEOUT_MS });
  }

  private async discover(): Promise<string> {
    const issuer = (this.config.oidcIssuer ?? '').replace(/\/$/, '');
    const { statusCode, body } = await request(`${issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const found = (await body.json()) as { jwks_uri?: unknown };
    if (statusCode !== 200 || typeof found.jwks_uri !== 'string') {
      throw new Error(`The issuer ${issuer} does not say where its keys are`);
    }
    return found.jwks_uri;
  }
}
