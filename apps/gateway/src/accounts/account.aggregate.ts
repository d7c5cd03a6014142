import { assertNever, type Aggregate } from '@houtai/domain-kit';
import type { Account, AccountCommand, AccountEvent, AccountState } from './account';
import { decideAccount } from './account.decide';

export const account: Aggregate<AccountCommand, AccountState, AccountEvent> = {
  name: 'account',
  initialState: () => ({ status: 'none' }),
  decide: decideAccount,
  evolve: evolveAccount,
  // Accounts are the gateway's own affair.
  publish: () => undefined,
};

function evolveAccount(state: AccountState, event: AccountEvent): AccountState {
  if (event.type === 'AccountCreated') {
    const { type: _, at, ...details } = event;
    return { ...details, status: 'enabled', createdAt: at };
  }
  return state.status === 'none' ? state : evolveExisting(state, event);
}

function evolveExisting(
  state: Account,
  event: Exclude<AccountEvent, { type: 'AccountCreated' }>,
): AccountState {
  switch (event.type) {
    case 'RolesAssigned':
      return { ...state, roles: event.roles };
    case 'AccountDisabled':
      return { ...state, status: 'disabled' };
    case 'AccountEnabled':
      return { ...state, status: 'enabled' };
    case 'PasswordSet':
      return { ...state, passwordHash: event.passwordHash };
    default:
      return assertNever(event);
  }
}
