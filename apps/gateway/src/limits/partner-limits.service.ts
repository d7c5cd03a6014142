import { Injectable } from '@nestjs/common';
import type { Actor } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import type { Limit } from './limit';
import { SharedLimits, type Tell } from './shared-limits.service';

/** What partners and each of their keys may ask for. Keys and people of a partner share what the partner has. */
@Injectable()
export class PartnerLimits {
  constructor(
    private readonly config: GatewayConfig,
    private readonly shared: SharedLimits,
  ) {}

  /** Throws `too-many-requests` and `too-many-at-once`. @returns what gives the places back */
  admit({ id, partnerId, roles }: Actor, tell: Tell): Promise<() => void> {
    const { keyRateLimitPerMinute, keyInFlight, partnerRateLimitPerMinute, partnerInFlight } = this.config;
    const limits: Limit[] = [];
    if (roles.includes('partner-key')) {
      const perMinute = keyRateLimitPerMinute;
      limits.push({ subject: `key ${id}`, name: 'key', perMinute, inFlight: keyInFlight });
    }
    const perMinute = partnerRateLimitPerMinute;
    limits.push({ subject: `partner ${partnerId}`, name: 'partner', perMinute, inFlight: partnerInFlight });
    return this.shared.admit(limits, tell);
  }
}
