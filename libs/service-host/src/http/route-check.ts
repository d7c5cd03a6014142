import type { ModulesContainer } from '@nestjs/core';
import type { DeclaredErrors } from '@houtai/domain-kit';
import { PlainError } from '@houtai/messaging';
import { takesReach } from '../auth/reach';
import { rolesWith, type Permission } from '../auth/role-permissions';
import { handlersOf } from './handlers';
import { routeOf } from './route-declaration';

/** Routes that say nothing about access. */
export class UnguardedRouteError extends PlainError {
  constructor(readonly routes: readonly string[]) {
    super(
      `Every route needs @ReadRoute, @CreateRoute, @CommandRoute, @ReplaceRoute or @RemoveRoute; these have none: ${routes.join(', ')}`,
    );
  }
}

/** Routes that name problems which their service does not declare. */
export class UndeclaredProblemError extends PlainError {
  constructor(readonly routes: readonly string[]) {
    super(`Every problem of a route needs its sentences in the errors of the service: ${routes.join(', ')}`);
  }
}

/** Routes for rows of partners that do not ask how far their caller reaches. */
export class UnreachedRouteError extends PlainError {
  constructor(readonly routes: readonly string[]) {
    super(`A route for partners' own rows takes @Reach(), which its queries need: ${routes.join(', ')}`);
  }
}

export interface RouteReport {
  /** Permissions demanded by a route which no role but admin has. */
  onlyForAdmin: Permission[];
}

/**
 * Looks at every controller of the application. Throws {@link UnguardedRouteError}, {@link UnreachedRouteError} or
 * {@link UndeclaredProblemError}.
 *
 * @param errors what routes may name as their problems
 */
export function checkRoutes(modules: ModulesContainer, errors: DeclaredErrors): RouteReport {
  const unguarded: string[] = [];
  const undeclared: string[] = [];
  const unreached: string[] = [];
  const demanded = new Set<Permission>();
  for (const { controller, method, handler } of handlersOf(modules)) {
    const name = `${controller.name}.${method}`;
    const route = routeOf(handler);
    if (route === undefined) {
      unguarded.push(name);
      continue;
    }
    if (route.access !== 'public') demanded.add(route.access);
    if (route.partner === 'own' && route.access !== 'public' && !takesReach(controller, method))
      unreached.push(name);
    const unknown = (route.problems ?? []).filter((code) => !Object.hasOwn(errors, code));
    undeclared.push(...unknown.map((code) => `${name} (${code})`));
  }
  if (unguarded.length > 0) throw new UnguardedRouteError(unguarded);
  if (unreached.length > 0) throw new UnreachedRouteError(unreached);
  if (undeclared.length > 0) throw new UndeclaredProblemError(undeclared);
  return { onlyForAdmin: [...demanded].filter((permission) => rolesWith(permission).length === 1) };
}
