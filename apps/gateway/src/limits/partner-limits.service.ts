import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../gateway.config';
import type { Identity } from '../identity/identities.service';
import type { Limit } from './limit';
import { SharedLimits, type Tell } from './shared-limits.service';

/** What partners, by their contracts, and each of their keys may ask for. Keys and people of a partner share what the partner has. */
@Injectable()
export class PartnerLimits {
  constructor(
    private readonly config: GatewayConfig,
    private readonly shared: SharedLimits,
  ) {}

  /** Throws `too-many-requests` and `too-many-at-once`. @returns what gives the places back */
  admit(
    { actor, partnerLimits }: Pick<Identity, 'actor' | 'partnerLimits'>,
    tell: Tell,
  ): Promise<() => void> {
    const { id, partnerId, roles } = actor;
    const { keyRateLimitPerMinute, keyInFlight, partnerRateLimitPerMinute, partnerInFlight } = this.config;
    const limits: Limit[] = [];
    if (roles.includes('partner-key')) {
      const perMinute = keyRateLimitPerMinute;
      limits.push({ subject: `key ${id}`, name: 'key', perMinute, inFlight: keyInFlight });
    }
    const perMinute = partnerLimits?.requestsPerMinute ?? partnerRateLimitPerMinute;
    const inFlight = partnerLimits?.requestsInFlight ?? partnerInFlight;
    limits.push({ subject: `partner ${partnerId}`, name: 'partner', perMinute, inFlight });
    return this.shared.admit(limits, tell);
  }
}
