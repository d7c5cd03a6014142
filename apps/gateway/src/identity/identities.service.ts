import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import {
  CLOCK_TOLERANCE_SECONDS,
  callerOf,
  lastMoment,
  realmOf,
  refuseFromTheFuture,
  refuseOtherRealm,
  refuseOtherType,
  refusedToken,
  type Caller,
} from '@houtai/service-host';
import type { ContractLimits } from '../credentials/credential.queries';
import { GatewayConfig } from '../gateway.config';
import { ForeignIssuer } from './foreign-issuer.service';
import { SigningKey, claimsOf } from './signing-key.service';
import { WallClock } from './wall-clock.service';

/** A caller whose token was verified. */
export interface Identity extends Caller {
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** What the contract of the caller's partner says, where the caller has one. */
  partnerLimits?: ContractLimits;
  /** Houtai token that stands for a foreign one or a key from here on: the services know one issuer only. */
  exchanged?: string;
}

const MOST_REMEMBERED = 10_000;
/** A foreign token is looked at again at least so often. */
const EXCHANGE_SECONDS = 300;

/** Turns bearer tokens into identities. A verified token is remembered until it expires. */
@Injectable()
export class Identities implements OnModuleInit {
  private readonly remembered = new LRUCache<string, Identity>({ max: MOST_REMEMBERED });
  private readonly beingVerified = new Map<string, Promise<Identity>>();
  private keys: JWTVerifyGetKey;

  constructor(
    private readonly config: GatewayConfig,
    private readonly signingKey: SigningKey,
    private readonly foreign: ForeignIssuer,
    private readonly clock: WallClock,
  ) {}

  onModuleInit(): void {
    this.keys = createLocalJWKSet(this.signingKey.publicKeys);
  }

  /** The identity if the token was verified before; costs no cryptography. */
  recall(token: string): Identity | undefined {
    const identity = this.remembered.get(token);
    if (identity === undefined) return undefined;
    if (identity.expiresAt > Date.parse(this.clock.now())) return identity;
    this.remembered.delete(token);
    return undefined;
  }

  /** Whether {@link verify} costs no cryptography: the token was verified before, or just now is for somebody else. */
  isKnown(token: string): boolean {
    return this.beingVerified.has(token) || this.recall(token) !== undefined;
  }

  /** Throws `unauthenticated`, or `unavailable` when the foreign issuer's keys cannot be read. */
  async verify(token: string): Promise<Identity> {
    const known = this.recall(token) ?? this.beingVerified.get(token);
    if (known) return known;
    const checking = this.checkAndRemember(token).finally(() => this.beingVerified.delete(token));
    this.beingVerified.set(token, checking);
    return checking;
  }

  private async checkAndRemember(token: string): Promise<Identity> {
    const identity = await this.check(token);
    this.remembered.set(token, identity);
    return identity;
  }

  private async check(token: string): Promise<Identity> {
    const now = new Date(this.clock.now());
    try {
      if (this.foreign.issued(decodeJwt(token).iss)) return await this.exchange(token);
      const { payload, protectedHeader } = await jwtVerify(token, this.keys, {
        issuer: this.config.tokenIssuer,
        audience: this.config.tokenAudience,
        algorithms: ['EdDSA'],
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: now,
      });
      refuseOtherType(protectedHeader, payload, this.config.takesUntypedTokens);
      refuseFromTheFuture(payload, now.getTime());
      refuseOtherRealm(payload, realmOf(this.config));
      return { ...callerOf(payload), expiresAt: lastMoment(payload) };
    } catch (error) {
      throw refusedToken(error);
    }
  }

  private async exchange(token: string): Promise<Identity> {
    const now = Math.floor(Date.parse(this.clock.now()) / 1000);
    const { subject, expiresAt } = await this.foreign.verify(token, new Date(now * 1000));
    const until = Math.min(expiresAt, now + EXCHANGE_SECONDS);
    const exchanged = await this.signingKey.sign(subject, now, until);
    return { ...callerOf(claimsOf(subject)), expiresAt: until * 1000, exchanged };
  }
}
