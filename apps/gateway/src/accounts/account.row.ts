import { toInstant, type Instant } from '@houtai/domain-kit';
import type { Account } from './account';

/** A row of `account`. */
export interface AccountRow<Time = Date> {
  id: string;
  username: string;
  name: string;
  roles: readonly string[];
  password_hash: string;
  disabled: boolean;
  created_at: Time;
}

export function toAccount({ disabled, password_hash, created_at, ...row }: AccountRow): Account {
  const { id, username, name, roles } = row;
  const status = disabled ? 'disabled' : 'enabled';
  return {
    ...{ id, username, name, roles, status },
    passwordHash: password_hash,
    createdAt: toInstant(created_at),
  };
}

export function toAccountRow({ status, passwordHash, createdAt, ...account }: Account): AccountRow<Instant> {
  const disabled = status === 'disabled';
  return { ...account, disabled, password_hash: passwordHash, created_at: createdAt };
}
