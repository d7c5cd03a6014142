import { DomainError, type LocalText } from '@houtai/domain-kit';
import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import {
  IDS,
  NotFoundError,
  ValidationFailedError,
  faultOf,
  type IdSource,
  type Page,
} from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import { normaliseUsername, type AccountChange, type CreateAccount } from './account';
import type { AccountFilter } from './account.dto';
import { AccountStore, type StoredAccount } from './account.store';
import { PasswordHash } from './password-hash.service';
import { SHORTEST_PASSWORD, LONGEST_PASSWORD, passwordFaults, type PasswordFault } from './password-policy';

export interface NewAccount {
  username: string;
  name: string;
  roles: readonly string[];
  password: string;
  /** Of a partner's person. */
  partnerId?: string;
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
  hardToGuess: {
    en: 'is too easy to guess: words, names, dates and patterns that people choose are tried first',
    zh: '太容易被猜到：常用词、姓名、日期和规律组合会最先被尝试',
  },
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
    return this.store.create(await this.prepare(wish));
  }

  /** What makes an account. Throws `validation-failed` for a weak password. */
  async prepare(wish: NewAccount): Promise<CreateAccount> {
    const username = normaliseUsername(wish.username);
    refuseWeak('password', wish.password, { username, name: wish.name });
    return this.creation({ ...wish, username });
  }

  /** An account given by configuration: no policy applies to it. @returns whether it was made or its password set */
  async provide(wish: NewAccount): Promise<boolean> {
    const username = normaliseUsername(wish.username);
    const known = (await this.store.byUsername(username))?.state;
    if (known && (await this.hash.matches(wish.password, known.passwordHash))) return false;
    if (known) await this.storePassword(known.id, wish.password);
    return known !== undefined || this.createUnlessTaken({ ...wish, username });
  }

  /**
   * People of a partner and the company's own are apart: neither is found among the others. Throws not-found.
   * @param partnerId undefined for the company's own
   */
  async get(id: string, partnerId: string | undefined): Promise<StoredAccount> {
    const stored = await this.store.get(id);
    if (stored.state.partnerId !== partnerId) throw new NotFoundError('account', id);
    return stored;
  }

  list(partnerId: string | undefined, filter: AccountFilter): Promise<Page<StoredAccount>> {
    return this.store.list(partnerId, filter);
  }

  /** Throws not-found, stale-version, `last-admin`. */
  change(
    id: string,
    partnerId: string | undefined,
    change: AccountChange,
    ifMatch?: number,
  ): Promise<StoredAccount> {
    return this.unitOfWork.run(async () => {
      await this.get(id, partnerId);
      const otherAdmins = await this.store.lockWithAdmins(id);
      return this.store.handle(id, { ...change, otherAdmins, at: this.clock.now() }, { ifMatch });
    });
  }

  /** Throws not-found and `validation-failed` naming `field`. */
  async setPassword(
    id: string,
    partnerId: string | undefined,
    field: string,
    password: string,
  ): Promise<StoredAccount> {
    const { state } = await this.get(id, partnerId);
    refuseWeak(field, password, state);
    return this.storePassword(id, password);
  }

  /** @returns false when another instance, which starts at the same time, has made it */
  private async createUnlessTaken(wish: NewAccount): Promise<boolean> {
    try {
      await this.store.create(await this.creation(wish));
      return true;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'username-taken') return false;
      throw error;
    }
  }

  private async storePassword(id: string, password: string): Promise<StoredAccount> {
    const passwordHash = await this.hash.make(password);
    return this.store.handle(id, { type: 'SetPassword', passwordHash, at: this.clock.now() });
  }

  private async creation({ password, roles, ...wish }: NewAccount): Promise<CreateAccount> {
    const passwordHash = await this.hash.make(password);
    const details = { ...wish, id: this.ids.next(), roles: [...new Set(roles)], passwordHash };
    return { type: 'CreateAccount', ...details, at: this.clock.now() };
  }
}

function refuseWeak(
  field: string,
  password: string,
  { username, name }: Pick<NewAccount, 'username' | 'name'>,
): void {
  const faults = passwordFaults(password, username, [name]).map((rule) =>
    faultOf(field, rule, FAULTS[rule].en, FAULTS[rule].zh),
  );
  if (faults.length > 0) throw new ValidationFailedError(faults);
}
