import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import type { Page, Reach } from '@houtai/service-host';
import type { AccountFilter } from '../accounts/account.dto';
import type { AccountChange } from '../accounts/account';
import type { StoredAccount } from '../accounts/account.store';
import { Accounts, type NewAccount } from '../accounts/accounts.service';
import { refuse } from '../gateway.errors';
import { AccessNews } from '../credentials/access-news.service';
import { PartnerDesk } from '../partners/partner-desk.service';
import { Sessions } from '../sign-in/sessions.service';

/** People of partners. Whoever does not reach the partner is told that there is none. */
@Injectable()
export class PartnerUsers {
  constructor(
    private readonly partners: PartnerDesk,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly news: AccessNews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * The name is made unique by the partner's code behind it, so that nobody learns which names others have.
   * Throws not-found, `partner-ended`, `validation-failed` for a weak password, `username-taken`.
   */
  async create(partnerId: string, wish: Omit<NewAccount, 'partnerId'>, reach: Reach): Promise<StoredAccount> {
    const { state } = await this.partners.get(partnerId, reach);
    if (state.status === 'ended') return refuse('partner-ended');
    return this.accounts.create({ ...wish, username: `${wish.username}@${state.code}`, partnerId });
  }

  async list(partnerId: string, filter: AccountFilter, reach: Reach): Promise<Page<StoredAccount>> {
    await this.partners.get(partnerId, reach);
    return this.accounts.list(partnerId, filter);
  }

  async get(partnerId: string, id: string, reach: Reach): Promise<StoredAccount> {
    await this.partners.get(partnerId, reach);
    return this.accounts.get(id, partnerId);
  }

  /** Every instance hears of it; who is disabled has no session and no good token any more. */
  async change(
    partnerId: string,
    id: string,
    { change, ifMatch }: { change: AccountChange; ifMatch?: number },
    reach: Reach,
  ): Promise<StoredAccount> {
    await this.partners.get(partnerId, reach);
    return this.unitOfWork.run(async () => {
      const work = () => this.accounts.change(id, partnerId, change, ifMatch);
      if (change.type === 'DisableAccount') return this.sessions.endAllWith(id, work);
      const stored = await work();
      await this.news.tell(partnerId);
      return stored;
    });
  }

  /** Ends all sessions. */
  async setPassword(partnerId: string, id: string, password: string, reach: Reach): Promise<StoredAccount> {
    await this.partners.get(partnerId, reach);
    const reset = () => this.accounts.setPassword(id, partnerId, 'password', password);
    return this.sessions.endAllWith(id, reset);
  }
}
