import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import type { CreateAccount } from '../accounts/account';
import { refuse } from '../gateway.errors';
import { AccountStore } from '../accounts/account.store';
import { Accounts } from '../accounts/accounts.service';
import { WallClock } from '../identity/wall-clock.service';
import { judgeSetup, type SetupToken } from './setup-token';
import { SetupTokenStore } from './setup-token.store';

/** Makes the first administrator. */
@Injectable()
export class SetUp {
  constructor(
    private readonly tokens: SetupTokenStore,
    private readonly accounts: Accounts,
    private readonly accountStore: AccountStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: WallClock,
  ) {}

  /** Throws `already-set-up`, `setup-refused`, `validation-failed` for a weak password and `username-taken`. */
  async makeAdministrator(text: string, username: string, password: string): Promise<CreateAccount> {
    const given = createHash('sha256').update(text, 'utf8').digest();
    // Before the hash of the password, which is dear, and again inside the transaction.
    this.judge(await this.tokens.read(), given, await this.tokens.adminExists());
    const made = await this.accounts.prepare({ username, name: username, roles: ['admin'], password });
    await this.unitOfWork.run(async () => {
      const token = await this.tokens.lock();
      this.judge(token, given, await this.tokens.adminExists());
      await this.accountStore.create(made);
      await this.tokens.remove();
    });
    return made;
  }

  private judge(token: SetupToken | undefined, given: Buffer, adminExists: boolean): void {
    const verdict = judgeSetup(token, given, adminExists, this.clock.now());
    if (verdict === 'already-set-up') refuse(verdict);
    if (verdict === 'refused') refuse('setup-refused');
  }
}
