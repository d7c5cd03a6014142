import { errors, type JWTPayload } from 'jose';
import type { Actor } from './actor';
import { grants, isPartnerRole, isRole, permissionsOf, type Permission } from './role-permissions';

/** To whom a route is open among partners: rows of its own, or what is the same for everybody. */
export type PartnerAccess = 'own' | 'reference';

/** Who calls and what they may do, as a verified token says. */
export interface Caller {
  readonly actor: Actor;
  readonly permissions: ReadonlySet<Permission>;
  /** The session that the token belongs to; a key, and a token of a foreign issuer, have none. */
  readonly sessionId?: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The caller of a verified token. Whoever belongs to a partner has roles of partners only, and nobody else has these: a
 * role without its partner would see everybody's rows. `scope` narrows what the roles grant, never widens it.
 * Throws `JWTClaimValidationFailed` for a partner that is no id.
 */
export function callerOf(payload: JWTPayload): Caller {
  const partnerId = partnerOf(payload);
  const claimed: unknown = payload['roles'];
  const names: unknown[] = Array.isArray(claimed) ? claimed : [];
  const roles = names
    .filter((name) => typeof name === 'string')
    .filter(isRole)
    .filter((role) => isPartnerRole(role) === (partnerId !== undefined));
  const id = payload.sub ?? '';
  const name = typeof payload['name'] === 'string' ? payload['name'] : id;
  const actor: Actor = {
    id,
    name,
    roles: Object.freeze(roles),
    ...(partnerId === undefined ? {} : { partnerId }),
  };
  const session = payload['sid'];
  return {
    actor: Object.freeze(actor),
    permissions: narrowed(permissionsOf(roles), payload['scope']),
    ...(typeof session === 'string' && UUID.test(session) ? { sessionId: session } : {}),
  };
}

/** Whether a caller may use a route; one that is not marked for partners is shut for them whatever they were granted. */
export function admits(
  { actor, permissions }: Caller,
  permission: Permission,
  partner: PartnerAccess | undefined,
): boolean {
  if (actor.partnerId !== undefined && partner === undefined) return false;
  return grants(permissions, permission);
}

function partnerOf(payload: JWTPayload): string | undefined {
  const claim = payload['partner'];
  if (claim === undefined) return undefined;
  if (typeof claim === 'string' && UUID.test(claim)) return claim;
  throw new errors.JWTClaimValidationFailed('"partner" is no id', payload, 'partner', 'invalid');
}

function narrowed(granted: ReadonlySet<Permission>, scope: unknown): ReadonlySet<Permission> {
  if (scope === undefined) return granted;
  const scopes = typeof scope === 'string' ? scope.split(' ') : [];
  return new Set(scopes.filter(isPermission).filter((permission) => grants(granted, permission)));
}

function isPermission(scope: string): scope is Permission {
  return /^[a-z-]+:[a-z-]+$/.test(scope);
}
