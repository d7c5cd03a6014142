import { Injectable } from '@nestjs/common';
import {
  AggregatePlatform,
  AggregateStore,
  type AggregateTable,
  type Stored,
  type Versions,
} from '@houtai/aggregate';
import { column, type RowOf } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { Page } from '@houtai/service-host';
import { gatewayErrors } from '../gateway.errors';
import type { AccountCommand, AccountEvent, AccountState } from './account';
import { account } from './account.aggregate';
import type { AccountFilter } from './account.dto';
import { PARTNER_USERS, USER_ACCOUNTS, peopleOf } from './account.list';

export type StoredAccount = Stored<AccountState>;

const COLUMNS = {
  fixed: {
    id: column<string>(),
    username: column<string>(),
    name: column<string>(),
    created_at: column<Date>(),
    partner_id: column<string | null>(),
  },
  changing: {
    roles: column<readonly string[]>(),
    password_hash: column<string>(),
    disabled: column<boolean>(),
  },
};
type AccountRow = RowOf<typeof COLUMNS>;

const TABLE: AggregateTable<AccountState, AccountEvent, AccountRow> = {
  name: 'account',
  id: 'id',
  columns: COLUMNS,
  toState: ({ disabled, ...row }) => ({ ...row, status: disabled ? 'disabled' : 'enabled' }),
  toRow: (state) => ({ ...state, disabled: state.status === 'disabled' }),
  refusals: { account_username_key: ({ username }) => gatewayErrors.error('username-taken', { username }) },
};

@Injectable()
export class AccountStore extends AggregateStore<AccountCommand, AccountState, AccountEvent, AccountRow> {
  constructor(
    platform: AggregatePlatform,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super(account, TABLE, platform);
  }

  byUsername(username: string): Promise<StoredAccount | undefined> {
    return this.one('t.username = $1', username);
  }

  byId(id: string): Promise<StoredAccount | undefined> {
    return this.one('t.id = $1', id);
  }

  lockById(id: string): Promise<StoredAccount | undefined> {
    return this.one('t.id = $1 for update', id);
  }

  /**
   * Locks the account and all enabled admins, in one order for everybody: two admins who disable each other at once are
   * judged one after the other. @returns the number of those admins beside the account
   */
  async lockWithAdmins(id: string): Promise<number> {
    const rows = await this.unitOfWork.sql.rows<{ id: string }>(
      `select id from account where id = $1 or ('admin' = any (roles) and not disabled) order by id for update`,
      [id],
    );
    return rows.filter((row) => row.id !== id).length;
  }

  /** A hash of the same password with other parameters: no change that anybody would notice. */
  async renewHash(id: string, before: string, after: string): Promise<void> {
    const text = 'update account set password_hash = $3 where id = $1 and password_hash = $2';
    await this.unitOfWork.sql.write(text, [id, before, after]);
  }

  /** @param partnerId whose people; undefined for the company's own */
  list(partnerId: string | undefined, filter: AccountFilter): Promise<Page<StoredAccount>> {
    const list = partnerId === undefined ? USER_ACCOUNTS : PARTNER_USERS;
    return this.page(list, { filter, of: peopleOf(partnerId) }, (stored) => stored);
  }

  /** The state of a partner, which stays as it is until the end of the transaction at hand. */
  async partnerStatus(partnerId: string): Promise<string | undefined> {
    const text = 'select status from partner where partner_id = $1 for share';
    const [row] = await this.unitOfWork.sql.rows<{ status: string }>(text, [partnerId]);
    return row?.status;
  }

  private async one(condition: string, value: string): Promise<StoredAccount | undefined> {
    const text = `${this.select} where ${condition}`;
    const [row] = await this.unitOfWork.sql.rows<AccountRow & Versions>(text, [value]);
    return row && this.toStored(row);
  }
}
