import type { LocalText } from '@houtai/domain-kit';
import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import {
  IDS,
  NotFoundError,
  StaleVersionError,
  ValidationFailedError,
  type IdSource,
  type Page,
  type PageFilter,
} from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import { normaliseUsername, type AccountCommand } from './account';
import { changeAccount } from './account.decide';
import { AccountStore, type StoredAccount } from './account.store';
import { PasswordHash } from './password-hash.service';
import { SHORTEST_PASSWORD, LONGEST_PASSWORD, passwordFaults, type PasswordFault } from './password-policy';

export interface NewAccount {
  username: string;
  name: string;
  roles: readonly string[];
  password: string;
}

const FAULTS: Record<PasswordFault, LocalText> = {
  minLength: {
    en: `must have at least ${SHORTEST_PASSWORD} characters`,
    zh: `至少需要 ${SHORTEST_PASSWORD} 个字符`,
  },
  maxLength: {
    en: `must have at most ${LONGEST_PASSWORD} characters`,
    zh: `最多 ${LONGEST_PASSWORD} 个字符`,
  },
  notTheUsername: { en: 'must not contain the user name', zh: '不能包含用户名' },
  notCommon: { en: 'is among the passwords tried first', zh: '属于常见密码' },
  enoughVariety: { en: 'must have at least 5 different characters', zh: '至少包含 5 个不同的字符' },
};

/** Built-in accounts: their making and their changes. */
@Injectable()
export class Accounts {
  constructor(
    private readonly store: AccountStore,
    private readonly hash: PasswordHash,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: WallClock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** Throws `validation-failed` for a weak password and `username-taken`. */
  async create(wish: NewAccount): Promise<StoredAccount> {
    const made = await this.prepare(wish);
    await this.unitOfWork.run(() => this.store.add(made));
    return made;
  }

  /** An account to be stored by the caller. Throws `validation-failed` for a weak password. */
  async prepare(wish: NewAccount): Promise<StoredAccount> {
    const username = normaliseUsername(wish.username);
    refuseWeak('password', wish.password, username);
    return this.make({ ...wish, username });
  }

  /** An account given by configuration: no policy applies to it. @returns whether it was made or its password set */
  async provide(wish: NewAccount): Promise<boolean> {
    const username = normaliseUsername(wish.username);
    const stored = await this.store.byUsername(username);
    if (!stored) return this.store.addIfMissing(await this.make({ ...wish, username }));
    if (await this.hash.matches(wish.password, stored.passwordHash)) return false;
    const passwordHash = await this.hash.make(wish.password);
    await this.unitOfWork.run(() => this.store.savePassword(stored.account.id, passwordHash));
    return true;
  }

  async get(id: string): Promise<StoredAccount> {
    return found(id, await this.store.byId(id));
  }

  list(filter: PageFilter): Promise<Page<StoredAccount>> {
    return this.store.list(filter);
  }

  /** @param expectedVersion from `If-Match`. Throws not-found, stale-version, `last-admin`. */
  change(id: string, command: AccountCommand, expectedVersion?: number): Promise<StoredAccount> {
    return this.unitOfWork.run(async () => {
      const otherAdmins = await this.store.lockOtherAdmins(id);
      const before = found(id, await this.store.lockById(id));
      const { version } = before.account;
      if (expectedVersion !== undefined && expectedVersion !== version) {
        throw new StaleVersionError(expectedVersion, version);
      }
      const account = changeAccount(before.account, command, otherAdmins);
      if (account !== before.account) await this.store.save(account);
      return { ...before, account };
    });
  }

  /** Throws not-found and `validation-failed` naming `field`. */
  async setPassword(id: string, field: string, password: string): Promise<StoredAccount> {
    const { account } = await this.get(id);
    refuseWeak(field, password, account.username);
    const passwordHash = await this.hash.make(password);
    await this.unitOfWork.run(() => this.store.savePassword(id, passwordHash));
    return this.get(id);
  }

  private async make({ username, name, roles, password }: NewAccount): Promise<StoredAccount> {
    const passwordHash = await this.hash.make(password);
    const account = {
      id: this.ids.next(),
      username,
      name,
      roles: [...new Set(roles)],
      disabled: false,
      version: 1,
    };
    return { account, passwordHash, createdAt: this.clock.now() };
  }
}

function refuseWeak(field: string, password: string, username: string): void {
  const faults = passwordFaults(password, username).map((rule) => ({
    field,
    rule,
    message: { en: `${field} ${FAULTS[rule].en}`, zh: `${field} ${FAULTS[rule].zh}` },
  }));
  if (faults.length > 0) throw new ValidationFailedError(faults);
}

function found(id: string, stored: StoredAccount | undefined): StoredAccount {
  if (stored === undefined) throw new NotFoundError('account', id);
  return stored;
}
