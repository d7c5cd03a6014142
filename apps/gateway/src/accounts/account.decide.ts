import { assertNever } from '@houtai/domain-kit';
import { refuse } from '../gateway.errors';
import type { Account, AccountCommand } from './account';

/**
 * @param otherAdmins enabled accounts with the role admin beside this one
 * @returns the account after the command, with the next version; the very same when nothing changes.
 *   Throws `last-admin`: somebody must stay who can undo the change.
 */
export function changeAccount(account: Account, command: AccountCommand, otherAdmins: number): Account {
  const changed = apply(account, command);
  if (changed === account) return account;
  if (isActiveAdmin(account) && !isActiveAdmin(changed) && otherAdmins === 0) {
    refuse('last-admin');
  }
  return { ...changed, version: account.version + 1 };
}

function apply(account: Account, command: AccountCommand): Account {
  switch (command.type) {
    case 'AssignRoles':
      return sameRoles(account.roles, command.roles) ? account : { ...account, roles: command.roles };
    case 'DisableAccount':
      return account.disabled ? account : { ...account, disabled: true };
    case 'EnableAccount':
      return account.disabled ? { ...account, disabled: false } : account;
    default:
      return assertNever(command);
  }
}

function isActiveAdmin(account: Account): boolean {
  return !account.disabled && account.roles.includes('admin');
}

function sameRoles(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((role) => b.includes(role));
}
