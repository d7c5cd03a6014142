import { admits, callerOf } from './caller';

const PARTNER = '01900000-0000-7000-8000-0000000000a1';

describe('the caller of a token', () => {
  it('has roles of partners with a partner only, and roles of staff without one only', () => {
    const both = ['admin', 'partner-agent'];
    expect(callerOf({ sub: 'a', roles: both }).actor).toEqual({ id: 'a', name: 'a', roles: ['admin'] });
    expect(callerOf({ sub: 'a', roles: both, partner: PARTNER }).actor).toEqual({
      id: 'a',
      name: 'a',
      roles: ['partner-agent'],
      partnerId: PARTNER,
    });
  });

  it.each([7, '', 'acme', null, [PARTNER], `${PARTNER}0`])('has no partner by the claim %j', (partner) => {
    expect(() => callerOf({ sub: 'a', roles: ['admin'], partner })).toThrow('"partner" is no id');
  });

  it('may do what its scopes leave of its roles, and nothing beyond', () => {
    const scopes = (scope: unknown) =>
      [...callerOf({ roles: ['partner-key'], partner: PARTNER, scope }).permissions].sort();
    expect(scopes('branches:read reservations:quote')).toEqual(['branches:read', 'reservations:quote']);
    expect(scopes('ledger:read *:* branches:* branches:read')).toEqual(['branches:read']);
    expect(scopes('')).toEqual([]);
    expect(scopes(['branches:read'])).toEqual([]);
    expect(scopes(undefined)).toContain('availability:read');
  });

  it('of a partner is let in where the route is marked for partners, whatever it was granted', () => {
    const staff = callerOf({ roles: ['branch-staff'] });
    const partner = callerOf({ roles: ['partner-agent'], partner: PARTNER });
    expect(admits(staff, 'branches:read', undefined)).toBe(true);
    expect(admits(partner, 'branches:read', undefined)).toBe(false);
    expect(admits(partner, 'branches:read', 'reference')).toBe(true);
    expect(admits(partner, 'customers:read', 'own')).toBe(false);
  });
});
