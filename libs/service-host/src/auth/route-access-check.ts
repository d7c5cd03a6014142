import { PATH_METADATA } from '@nestjs/common/constants';
import type { ModulesContainer } from '@nestjs/core';
import { MetadataScanner } from '@nestjs/core';
import type { TellsNoValues } from '@houtai/messaging';
import { accessOf } from './access.guard';
import { rolesWith, type Permission } from './role-permissions';

/** Routes that say nothing about access. */
export class UnguardedRouteError extends Error implements TellsNoValues {
  readonly tellsNoValues = true;

  constructor(readonly routes: readonly string[]) {
    super(
      `Every route needs @Permit('resource:action') or @Public(); these have neither: ${routes.join(', ')}`,
    );
    this.name = 'UnguardedRouteError';
  }
}

export interface RouteAccessReport {
  /** Permissions demanded by a route which no role but admin has. */
  onlyForAdmin: Permission[];
}

/** Looks at every controller of the application. Throws {@link UnguardedRouteError}. */
export function checkRouteAccess(modules: ModulesContainer): RouteAccessReport {
  const scanner = new MetadataScanner();
  const unguarded: string[] = [];
  const demanded = new Set<Permission>();
  for (const module of modules.values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, object>;
      for (const method of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[method];
        if (handler === undefined || Reflect.getMetadata(PATH_METADATA, handler) === undefined) continue;
        const access = accessOf(handler);
        if (access === undefined) unguarded.push(`${metatype.name}.${method}`);
        else if (access.kind === 'permit') demanded.add(access.permission);
      }
    }
  }
  if (unguarded.length > 0) throw new UnguardedRouteError(unguarded);
  return { onlyForAdmin: [...demanded].filter((permission) => rolesWith(permission).length === 1) };
}
