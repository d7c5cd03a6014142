import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { WallClock } from '../identity/wall-clock.service';
import { setupTokenExpiry } from './setup-token';
import { SetupTokenStore } from './setup-token.store';

const TOKEN_BYTES = 32;

/**
 * Makes a new set-up token at each start of a live system without an administrator. It is the one secret written to a log,
 * deliberately: whoever installs the system reads that log, and nobody else can know the token before there is an account.
 * It is good once and for a day.
 */
@Injectable()
export class SetupAnnouncement implements OnApplicationBootstrap {
  constructor(
    private readonly config: GatewayConfig,
    private readonly tokens: SetupTokenStore,
    private readonly clock: WallClock,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const accountsGiven = (JSON.parse(this.config.demoAccounts) as unknown[]).length > 0;
    if (this.config.mode !== 'live' || accountsGiven || (await this.tokens.adminExists())) {
      await this.tokens.remove();
      return;
    }
    const setupToken = randomBytes(TOKEN_BYTES).toString('base64url');
    const expiresAt = setupTokenExpiry(this.clock.now());
    await this.tokens.replace({ hash: createHash('sha256').update(setupToken).digest(), expiresAt });
    this.logger.warn(
      { setupToken, expiresAt },
      'there is no administrator yet: make one with POST /api/v1/setup and this token, which is good once',
    );
  }
}
