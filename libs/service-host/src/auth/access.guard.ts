import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { currentCall } from '@houtai/messaging';
import { retirementHeaders } from '../http/retirement';
import { routeOf } from '../http/route-declaration';
import { ForbiddenError, UnauthenticatedError } from '../problems/host-errors';
import type { AuthenticatedRequest } from './actor';
import { admits, type PartnerAccess } from './caller';
import type { Permission } from './role-permissions';
import { TokenVerifier, type Identity } from './token-verifier';

const BEARER = /^Bearer +(\S+)$/i;

/** Lets a request through when its token grants what the route demands. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly tokens: TokenVerifier) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const route = routeOf(context.getHandler());
    const access = route?.access;
    // Here, because nothing else comes before every answer of a route, refusals among them.
    if (route?.retired) {
      context.switchToHttp().getResponse<FastifyReply>().headers(retirementHeaders(route.retired));
    }
    if (access === 'public') return true;
    // The start-up check makes this unreachable; a route that slipped through stays shut.
    if (access === undefined) throw new ForbiddenError('unknown:unknown');
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (request.houtaiRefusal) throw request.houtaiRefusal;
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new UnauthenticatedError();
    const known = this.tokens.remembered(token);
    if (known) return admit(request, known, access, route?.partner);
    return this.tokens.verify(token).then((identity) => admit(request, identity, access, route?.partner));
  }
}

function admit(
  request: AuthenticatedRequest,
  identity: Identity,
  permission: Permission,
  partner: PartnerAccess | undefined,
): true {
  const { actor } = identity;
  request.houtaiActor = actor;
  const call = currentCall();
  if (call) {
    call.actor = actor.id;
    call.roles = [...actor.roles];
    call.partnerId = actor.partnerId;
  }
  if (!admits(identity, permission, partner)) throw new ForbiddenError(permission);
  return true;
}
