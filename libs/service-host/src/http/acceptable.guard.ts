import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { JSON_TYPE, mediaTypeFor } from './media-type';
import { routeOf } from './route-declaration';

const JSON_ONLY: readonly string[] = [JSON_TYPE];

/** Refuses a request whose answer its sender could not take, before anything is done for it. */
@Injectable()
export class AcceptableGuard implements CanActivate {
  canActivate(context: ExecutionContext): true {
    const { accept } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    mediaTypeFor(accept, routeOf(context.getHandler())?.produces ?? JSON_ONLY);
    return true;
  }
}
