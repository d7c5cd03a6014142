import { ROLES, ROLE_PERMISSIONS, grants, permissionsOf, rolesWith } from './role-permissions';

describe('permissions of roles', () => {
  it('lets admin do everything and a stranger nothing', () => {
    expect(grants(permissionsOf(['admin']), 'ledger:close')).toBe(true);
    expect(grants(permissionsOf(['emperor']), 'vehicles:read')).toBe(false);
    expect(grants(permissionsOf([]), 'vehicles:read')).toBe(false);
  });

  it.each([
    ['branch-staff', 'agreements:write', true],
    ['branch-staff', 'ledger:read', false],
    ['partner-agent', 'reservations:write', true],
    ['partner-agent', 'reservations:review', false],
    ['partner-agent', 'rate-plans:read', false],
    ['partner-admin', 'branches:read', true],
    ['partner-agent', 'customers:read', false],
    ['partner-key', 'partner-settlements:read', true],
    ['partner-agent', 'partner-settlements:read', false],
    ['accountant', 'partner-settlements:read', true],
    ['accountant', 'ledger:post', true],
    ['analyst', 'reservations:write', false],
    ['dispatcher', 'allocations:release', true],
    ['operations-manager', 'operations:write', true],
  ] as const)('%s and %s: %s', (role, permission, expected) => {
    expect(grants(permissionsOf([role]), permission)).toBe(expected);
  });

  it('adds up over several roles', () => {
    const both = permissionsOf(['analyst', 'accountant']);
    expect(grants(both, 'ledger:post') && grants(both, 'reports:write')).toBe(true);
  });

  it('keeps operations away from everyone who does not run the system', () => {
    expect(rolesWith('operations:write')).toEqual(['admin', 'operations-manager']);
  });

  it('is written down for every role', () => {
    expect(Object.keys(ROLE_PERMISSIONS).sort()).toEqual([...ROLES].sort());
  });
});
