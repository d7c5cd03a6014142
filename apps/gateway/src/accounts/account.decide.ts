import { assertNever } from '@houtai/domain-kit';
import { refuse } from '../gateway.errors';
import type { Account, AccountCommand, AccountEvent, AccountState } from './account';

/** Nothing when nothing changes. Throws `last-admin`: somebody must stay who can undo the change. */
export function decideAccount(command: AccountCommand, account: AccountState): AccountEvent[] {
  if (command.type === 'CreateAccount') {
    if (account.status !== 'none') refuse('username-taken', { username: account.username });
    return [{ ...command, type: 'AccountCreated' }];
  }
  if (account.status === 'none') throw new Error('there is no account to change');
  const { type, at } = command;
  switch (type) {
    case 'AssignRoles': {
      const { roles } = command;
      if (sameRoles(account.roles, roles)) return [];
      if (!roles.includes('admin')) refuseLast(account, command);
      return [{ type: 'RolesAssigned', roles, at }];
    }
    case 'DisableAccount':
      if (account.status === 'disabled') return [];
      refuseLast(account, command);
      return [{ type: 'AccountDisabled', at }];
    case 'EnableAccount':
      return account.status === 'enabled' ? [] : [{ type: 'AccountEnabled', at }];
    case 'SetPassword':
      return [{ type: 'PasswordSet', passwordHash: command.passwordHash, at }];
    default:
      return assertNever(type);
  }
}

function refuseLast({ status, roles }: Account, { otherAdmins }: { otherAdmins: number }): void {
  if (status === 'enabled' && roles.includes('admin') && otherAdmins === 0) refuse('last-admin');
}

function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role));
}
