import { scenariosOf } from '@houtai/testing';
import { normaliseUsername, type AccountEvent } from './account';
import { account } from './account.aggregate';

const at = '2026-11-28T00:00:00.000Z';
const details = { id: 'a', username: 'root', name: 'Root', roles: ['admin'], passwordHash: 'hash' };
const admin: AccountEvent = { type: 'AccountCreated', ...details, at };
const { givenEvents } = scenariosOf(account);

describe('account', () => {
  it('is disabled, enabled and given other roles while another admin stays', () => {
    givenEvents(admin)
      .when({ type: 'DisableAccount', otherAdmins: 1, at })
      .thenEvents({ type: 'AccountDisabled', at });
    givenEvents(admin, { type: 'AccountDisabled', at })
      .when({ type: 'EnableAccount', otherAdmins: 0, at })
      .thenEvents({ type: 'AccountEnabled', at });
    givenEvents(admin)
      .when({ type: 'AssignRoles', roles: ['analyst'], otherAdmins: 1, at })
      .thenEvents({ type: 'RolesAssigned', roles: ['analyst'], at });
  });

  it.each([
    [{ type: 'EnableAccount' as const }],
    [{ type: 'AssignRoles' as const, roles: ['admin' as const] }],
  ])('stays as it is when %j changes nothing', (command) => {
    givenEvents(admin)
      .when({ ...command, otherAdmins: 0, at })
      .thenEvents();
  });

  it.each([
    [{ type: 'DisableAccount' as const }],
    [{ type: 'AssignRoles' as const, roles: ['analyst' as const] }],
  ])('keeps the last admin from %j', (command) => {
    givenEvents(admin)
      .when({ ...command, otherAdmins: 0, at })
      .thenError('last-admin');
  });

  it('is found whatever the case and width of the letters typed', () => {
    expect(normaliseUsername(' ＷａｎｇFang ')).toBe('wangfang');
  });
});
