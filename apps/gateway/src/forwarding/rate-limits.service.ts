import rateLimit from '@fastify/rate-limit';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HostError } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { addressGroup } from '../identity/client-address.service';
import { limitHeaders } from '../limits/limit';

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

interface Counted {
  key: string;
  /** What clients read the limit by. */
  name: string;
  /** Requests a minute. */
  max: number;
}

/** For the answer. */
export type LimitHeaders = Record<string, string>;

const MINUTE = 60_000;
const MOST_KEYS = 20_000;

/**
 * Requests a minute: of an account when the token is good, else of the address. So the staff of a branch behind one
 * address do not use up each other's share, and guessing passwords or tokens is limited by address.
 */
@Injectable()
export class RateLimits {
  private limiter: Limiter;
  /** What the limiter counts by, as long as it is being asked. */
  private readonly counted = new WeakMap<FastifyRequest, Counted>();

  constructor(private readonly config: GatewayConfig) {}

  install(fastify: FastifyInstance): void {
    void fastify.register(rateLimit, { global: false, cache: MOST_KEYS });
    fastify.after(() => {
      this.limiter = fastify.createRateLimit({
        timeWindow: MINUTE,
        keyGenerator: (request) => this.counted.get(request)?.key ?? '',
        max: (request) => this.counted.get(request)?.max ?? 0,
      });
    });
  }

  /** Counts a request without a verified token, sign-ins among them. @returns what the answer tells of it. Throws {@link HostError} `too-many-requests`. */
  countAddress(request: FastifyRequest, address: string): Promise<LimitHeaders> {
    const key = `address ${addressGroup(address)}`;
    return this.count(request, { key, name: 'address', max: this.config.anonymousRateLimitPerMinute });
  }

  /** Counts a request of a verified account. Throws {@link HostError} `too-many-requests`. */
  countAccount(request: FastifyRequest, id: string): Promise<LimitHeaders> {
    return this.count(request, {
      key: `account ${id}`,
      name: 'account',
      max: this.config.rateLimitPerMinute,
    });
  }

  private async count(request: FastifyRequest, counted: Counted): Promise<LimitHeaders> {
    this.counted.set(request, counted);
    const verdict = await this.limiter(request);
    if (verdict.isAllowed) return {};
    const { max, ttlInSeconds, remaining } = verdict;
    const headers = limitHeaders(counted.name, max, remaining, ttlInSeconds);
    if (!verdict.isExceeded) return headers;
    const seconds = Math.max(1, ttlInSeconds);
    throw new HostError('too-many-requests', {
      facts: { limitPerMinute: max, retryAfterSeconds: seconds },
      headers: { 'Retry-After': String(seconds), ...headers },
    });
  }
}
