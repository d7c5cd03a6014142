import { isRole } from '@houtai/service-host';
import { rolesFromClaims } from './role-claims';

describe('roles of a foreign token', () => {
  it.each([
    ['a list', { roles: ['analyst', 'unheard-of', 7] }, 'roles', ['analyst']],
    ['a text', { scope: 'openid analyst,partner-agent' }, 'scope', ['analyst', 'partner-agent']],
    ['a path', { realm_access: { roles: ['partner-agent'] } }, 'realm_access.roles', ['partner-agent']],
    [
      'a literal name',
      { 'https://example.org/roles': ['partner-agent'] },
      'https://example.org/roles',
      ['partner-agent'],
    ],
    ['mapped names', { groups: ['CN-Buchhaltung', 'accountant'] }, 'groups', ['accountant']],
    ['nothing', {}, 'roles', []],
    ['a name of Object', { roles: ['constructor', '__proto__'] }, 'roles', []],
  ])('are read from %s', (_case, claims, claim, roles) => {
    expect(rolesFromClaims(claims, claim, { 'CN-Buchhaltung': 'accountant' }, isRole)).toEqual(roles);
  });
});
