import rateLimit from '@fastify/rate-limit';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { HostError } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { entryOf, type GatewayRequest } from './gateway-request.service';

type Limiter = ReturnType<FastifyInstance['createRateLimit']>;

const MINUTE = 60_000;
const MOST_KEYS = 20_000;

/**
 * Requests a minute: of an account when the token is good, else of the address. So the staff of a branch behind one
 * address do not use up each other's share, and guessing passwords or tokens is limited by address.
 */
@Injectable()
export class RateLimits {
  private limiter: Limiter;

  constructor(private readonly config: GatewayConfig) {}

  install(fastify: FastifyInstance): void {
    void fastify.register(rateLimit, { global: false, cache: MOST_KEYS });
    fastify.after(() => {
      this.limiter = fastify.createRateLimit({
        timeWindow: MINUTE,
        keyGenerator: (request: GatewayRequest) => {
          const { identity } = entryOf(request);
          return identity ? `account ${identity.id}` : `address ${request.ip}`;
        },
        max: (request: GatewayRequest) =>
          entryOf(request).identity
            ? this.config.rateLimitPerMinute
            : this.config.anonymousRateLimitPerMinute,
      });
    });
  }

  /** Counts the request. Throws {@link HostError} `too-many-requests`. */
  async count(request: GatewayRequest): Promise<void> {
    const verdict = await this.limiter(request);
    if (verdict.isAllowed || !verdict.isExceeded) return;
    const { max, ttlInSeconds } = verdict;
    const seconds = Math.max(1, ttlInSeconds);
    throw new HostError(
      'too-many-requests',
      {
        en: `More than ${max} requests within a minute; try again in ${seconds} seconds.`,
        zh: `一分钟内请求超过 ${max} 次，请在 ${seconds} 秒后重试。`,
      },
      { limitPerMinute: max, retryAfterSeconds: seconds },
      { 'Retry-After': String(seconds) },
    );
  }
}
