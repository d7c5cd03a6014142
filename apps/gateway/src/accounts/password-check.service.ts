import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { Account } from './account';
import { AccountStore } from './account.store';
import { PasswordHash } from './password-hash.service';

/** Says who a user name and password belong to, in the same time whether the name is known or not. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly store: AccountStore,
    private readonly hash: PasswordHash,
  ) {}

  /** @param username normalised. @returns undefined for a wrong password, an unknown name or a disabled account */
  async accountFor(username: string, password: string): Promise<Account | undefined> {
    const known = (await this.store.byUsername(username))?.state;
    const right = await this.hash.matches(password, known?.passwordHash);
    if (!right || known === undefined || known.status === 'disabled') return undefined;
    await this.strengthen(known, password);
    return known;
  }

  /** Name of a built-in account, undefined when the id is none of theirs. */
  async usernameOf(id: string): Promise<string | undefined> {
    return isUUID(id) ? (await this.store.byId(id))?.state.username : undefined;
  }

  /** Moves a hash made with old parameters to those in force; only now is the password at hand. */
  private async strengthen({ id, passwordHash }: Account, password: string): Promise<void> {
    if (!this.hash.isOutdated(passwordHash)) return;
    await this.store.renewHash(id, passwordHash, await this.hash.make(password));
  }
}
