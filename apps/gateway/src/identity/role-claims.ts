/**
 * Reads Houtai roles out of a foreign token.
 * @param claim path with dots (`realm_access.roles`) or the claim's literal name (`https://example.org/roles`)
 * @param map role of the company's directory -> role of Houtai; names that are not in it count when they are Houtai roles themselves
 * @param isRole knows the roles of Houtai
 * @returns known roles, each once; whatever else the claim holds is ignored
 */
export function rolesFromClaims<Role extends string>(
  claims: Readonly<Record<string, unknown>>,
  claim: string,
  map: Readonly<Record<string, Role>>,
  isRole: (name: string) => name is Role,
): Role[] {
  const value = claimAt(claims, claim);
  const names = typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  const roles = names.flatMap((name: unknown) => {
    if (typeof name !== 'string') return [];
    const mapped = Object.hasOwn(map, name) ? map[name] : undefined;
    if (mapped) return [mapped];
    return isRole(name) ? [name] : [];
  });
  return [...new Set(roles)];
}

/** @param claim path with dots or the claim's literal name */
export function claimAt(claims: Readonly<Record<string, unknown>>, claim: string): unknown {
  return claims[claim] ?? claim.split('.').reduce<unknown>(step, claims);
}

function step(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
