import type { Instant } from '@houtai/domain-kit';

interface AccountDetails {
  id: string;
  /** Lower case. */
  username: string;
  name: string;
  /** Names of roles; which there are is said in service-host. */
  roles: readonly string[];
  passwordHash: string;
  /** The partner whose person it is; absent for the company's own people. */
  partnerId?: string;
}

/** A built-in account. */
export interface Account extends AccountDetails {
  status: 'enabled' | 'disabled';
  createdAt: Instant;
}

export type AccountState = { status: 'none' } | Account;

/** @param otherAdmins enabled accounts with the role admin beside this one: one must stay who can undo the change */
type ToAccount = { at: Instant; otherAdmins: number };
export type AccountChange =
  { type: 'AssignRoles'; roles: readonly string[] } | { type: 'DisableAccount' } | { type: 'EnableAccount' };
export type CreateAccount = AccountDetails & { type: 'CreateAccount'; at: Instant };
export type AccountCommand =
  CreateAccount | (AccountChange & ToAccount) | { type: 'SetPassword'; passwordHash: string; at: Instant };

export type AccountEvent =
  | (AccountDetails & { type: 'AccountCreated'; at: Instant })
  | { type: 'RolesAssigned'; roles: readonly string[]; at: Instant }
  | { type: 'AccountDisabled'; at: Instant }
  | { type: 'AccountEnabled'; at: Instant }
  | { type: 'PasswordSet'; passwordHash: string; at: Instant };

/** User names are compared without regard to case and to the form of Unicode they were typed in. */
export function normaliseUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}
