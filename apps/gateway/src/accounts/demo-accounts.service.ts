import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { GatewayConfig, type DemoAccount } from '../gateway.config';
import { Accounts } from './accounts.service';

/** Makes the accounts of `HOUTAI_DEMO_ACCOUNTS` that are missing; those that are there stay as they are. */
@Injectable()
export class DemoAccounts implements OnApplicationBootstrap {
  constructor(
    private readonly config: GatewayConfig,
    private readonly accounts: Accounts,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const wanted = JSON.parse(this.config.demoAccounts) as DemoAccount[];
    const made = await Promise.all(
      wanted.map((account) =>
        this.accounts.createIfMissing({ ...account, name: account.name ?? account.username }),
      ),
    );
    const count = made.filter(Boolean).length;
    if (count > 0) this.logger.info({ count }, 'demo accounts made');
  }
}
