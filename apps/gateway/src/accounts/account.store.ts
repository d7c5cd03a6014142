import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { readPage, type KeyColumn, type Page, type PageFilter } from '@houtai/service-host';
import { refuse } from '../gateway.errors';
import type { Account } from './account';

export interface StoredAccount {
  account: Account;
  passwordHash: string;
  createdAt: Instant;
}

interface Row {
  id: string;
  username: string;
  name: string;
  roles: Account['roles'];
  password_hash: string;
  disabled: boolean;
  created_at: Date;
  version: number;
}

const UNIQUE_VIOLATION = '23505';

const OLDEST_FIRST: KeyColumn<Row>[] = [
  { sql: 'created_at', type: 'timestamptz', of: (row) => row.created_at },
  { sql: 'id', type: 'uuid', of: (row) => row.id },
];

@Injectable()
export class AccountStore {
  constructor(private readonly sql: Sql) {}

  /** Throws `username-taken`. */
  async add({ account, passwordHash, createdAt }: StoredAccount): Promise<void> {
    const { id, username, name, roles, disabled, version } = account;
    try {
      await this.sql.rows(
        `insert into account (id, username, name, roles, password_hash, disabled, created_at, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, username, name, roles, passwordHash, disabled, createdAt, version],
      );
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      refuse('username-taken', { username });
    }
  }

  /** @returns false when the user name was there already */
  async addIfMissing(stored: StoredAccount): Promise<boolean> {
    const { id, username, name, roles, version } = stored.account;
    const rows = await this.sql.rows(
      `insert into account (id, username, name, roles, password_hash, created_at, version)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (username) do nothing returning id`,
      [id, username, name, roles, stored.passwordHash, stored.createdAt, version],
    );
    return rows.length > 0;
  }

  byUsername(username: string): Promise<StoredAccount | undefined> {
    return this.one('username = $1', [username]);
  }

  byId(id: string): Promise<StoredAccount | undefined> {
    return this.one('id = $1', [id]);
  }

  lockById(id: string): Promise<StoredAccount | undefined> {
    return this.one('id = $1 for update', [id]);
  }

  /** Enabled admins beside `id`, locked until the transaction ends: two admins must not disable each other at once. */
  async lockOtherAdmins(id: string): Promise<number> {
    const rows = await this.sql.rows(
      `select 1 from account where 'admin' = any (roles) and not disabled and id <> $1 order by id for update`,
      [id],
    );
    return rows.length;
  }

  async save({ id, roles, disabled, version }: Account): Promise<void> {
    await this.sql.rows('update account set roles = $2, disabled = $3, version = $4 where id = $1', [
      id,
      roles,
      disabled,
      version,
    ]);
  }

  async savePassword(id: string, passwordHash: string): Promise<void> {
    await this.sql.rows('update account set password_hash = $2, version = version + 1 where id = $1', [
      id,
      passwordHash,
    ]);
  }

  /** A hash of the same password with other parameters: no change that anybody would notice. */
  async renewHash(id: string, before: string, after: string): Promise<void> {
    await this.sql.rows('update account set password_hash = $3 where id = $1 and password_hash = $2', [
      id,
      before,
      after,
    ]);
  }

  list({ limit, after }: PageFilter): Promise<Page<StoredAccount>> {
    return readPage(this.sql, { select: 'select * from account', by: OLDEST_FIRST, limit, after }, stored);
  }

  private async one(condition: string, parameters: unknown[]): Promise<StoredAccount | undefined> {
    const [row] = (await this.sql.rows<Row>(`select * from account where ${condition}`, parameters)) as Row[];
    return row && stored(row);
  }
}

function stored(row: Row): StoredAccount {
  const { id, username, name, roles, disabled, version } = row;
  const account = { id, username, name, roles, disabled, version };
  return { account, passwordHash: row.password_hash, createdAt: toInstant(row.created_at) };
}
