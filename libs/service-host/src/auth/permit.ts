import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { Permission } from './role-permissions';

/** Metadata of a route: the permission it demands, or that it demands none. */
export const ROUTE_ACCESS = 'houtai:route-access';

export type RouteAccess = { kind: 'permit'; permission: Permission } | { kind: 'public' };

/** The route demands a token whose roles grant `resource:action`. Every route has `@Permit` or `@Public`. */
export function Permit(permission: Permission): MethodDecorator {
  return applyDecorators(
    SetMetadata(ROUTE_ACCESS, { kind: 'permit', permission } satisfies RouteAccess),
    ApiExtension('x-houtai-permission', permission),
    ApiBearerAuth(),
  );
}

/** The route may be called by anyone, without a token. */
export function Public(): MethodDecorator {
  return applyDecorators(
    SetMetadata(ROUTE_ACCESS, { kind: 'public' } satisfies RouteAccess),
    ApiExtension('x-houtai-public', true),
  );
}
