import { STAFF_ROLES } from '@houtai/service-host';
import { demoAccounts } from './demo-accounts';

describe('the demo sign-ins', () => {
  it('are one per role of the back office, and two of a partner', () => {
    expect(
      demoAccounts()
        .map(({ roles }) => roles[0])
        .sort(),
    ).toEqual([...STAFF_ROLES, 'partner-admin', 'partner-agent'].sort());
    const ofPartner = demoAccounts().filter(({ partner }) => partner !== undefined);
    expect(ofPartner.map(({ username }) => username)).toEqual(['partner-admin', 'partner-agent']);
  });

  it('have a password of their own, or the one that was given', () => {
    const passwords = demoAccounts().map(({ password }) => password);
    expect(new Set(passwords).size).toBe(passwords.length);
    for (const password of passwords) expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(new Set(demoAccounts('secret').map(({ password }) => password))).toEqual(new Set(['secret']));
  });
});
