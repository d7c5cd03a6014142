import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LOGGER, type HostLogger } from '@houtai/service-host';
import { GatewayConfig, type DemoAccount } from '../gateway.config';
import { DemoPartners } from './demo-partners.service';
import { Accounts } from './accounts.service';

/**
 * Sees to it that the accounts of `HOUTAI_DEMO_ACCOUNTS` are there with the passwords given there, which may be new ones at
 * each start. Names and roles of accounts that are there stay as they are.
 */
@Injectable()
export class DemoAccounts implements OnApplicationBootstrap {
  constructor(
    private readonly config: GatewayConfig,
    private readonly accounts: Accounts,
    private readonly partners: DemoPartners,
    @Inject(LOGGER) private readonly logger: HostLogger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const wanted = JSON.parse(this.config.demoAccounts) as DemoAccount[];
    const partnerIds = await this.partners.provide(wanted.flatMap(({ partner }) => partner ?? []));
    const changed = await Promise.all(
      wanted.map(({ partner, name, ...account }) =>
        this.accounts.provide({
          ...account,
          name: name ?? account.username,
          partnerId: partner && partnerIds.get(partner.code),
        }),
      ),
    );
    const count = changed.filter(Boolean).length;
    if (count > 0) this.logger.info({ count }, 'demo accounts made or given another password');
  }
}
