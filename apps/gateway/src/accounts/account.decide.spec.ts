import { normaliseUsername, type Account } from './account';
import { changeAccount } from './account.decide';

const admin: Account = {
  id: 'a',
  username: 'root',
  name: 'Root',
  roles: ['admin'],
  disabled: false,
  version: 3,
};

describe('account', () => {
  it('takes the next version with every change', () => {
    expect(changeAccount(admin, { type: 'DisableAccount' }, 1)).toEqual({
      ...admin,
      disabled: true,
      version: 4,
    });
    expect(changeAccount({ ...admin, disabled: true }, { type: 'EnableAccount' }, 0)).toEqual({
      ...admin,
      version: 4,
    });
    expect(changeAccount(admin, { type: 'AssignRoles', roles: ['analyst'] }, 1)).toMatchObject({
      roles: ['analyst'],
      version: 4,
    });
  });

  it.each([
    [{ type: 'EnableAccount' as const }],
    [{ type: 'AssignRoles' as const, roles: ['admin' as const] }],
  ])('stays as it is when %j changes nothing', (command) => {
    expect(changeAccount(admin, command, 0)).toBe(admin);
  });

  it.each([
    [{ type: 'DisableAccount' as const }],
    [{ type: 'AssignRoles' as const, roles: ['analyst' as const] }],
  ])('keeps the last admin from %j', (command) => {
    expect(() => changeAccount(admin, command, 0)).toThrow(expect.objectContaining({ code: 'last-admin' }));
  });

  it('is found whatever the case and width of the letters typed', () => {
    expect(normaliseUsername(' ＷａｎｇFang ')).toBe('wangfang');
  });
});
