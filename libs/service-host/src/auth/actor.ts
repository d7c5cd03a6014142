import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Role } from './role-permissions';

/** Who sent the request, from the verified token. */
export interface Actor {
  id: string;
  name: string;
  roles: readonly Role[];
  /** The partner they belong to; absent for the company's own people. */
  partnerId?: string;
}

export interface AuthenticatedRequest extends FastifyRequest {
  houtaiActor?: Actor;
  /** Why the credential is refused, when a hook before the guard knows: also where its token alone would be good. */
  houtaiRefusal?: Error;
}

/** Parameter decorator: the {@link Actor} of a route with a permission. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): Actor | undefined => {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().houtaiActor;
});
