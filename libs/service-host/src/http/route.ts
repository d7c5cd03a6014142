import { Delete, Get, HttpCode, HttpStatus, Post, Put, SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { describeIfMatch } from './if-match';
import { ROUTE, type RouteDeclaration } from './route-declaration';

/** GET: answers 200. */
export function ReadRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Get(path), HttpStatus.OK, route);
}

/** POST that makes something: answers 201. */
export function CreateRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Post(path), HttpStatus.CREATED, route);
}

/** POST that does something with what there is: answers 200, or 204 when there is nothing to tell. */
export function CommandRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Post(path), route.answers ? HttpStatus.OK : HttpStatus.NO_CONTENT, route);
}

/** PUT: answers 200. */
export function ReplaceRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Put(path), HttpStatus.OK, route);
}

/** DELETE: answers 204, also when there was nothing to remove. */
export function RemoveRoute(path: string, route: RouteDeclaration): MethodDecorator {
  return declared(Delete(path), HttpStatus.NO_CONTENT, route);
}

function declared(verb: MethodDecorator, status: HttpStatus, route: RouteDeclaration): MethodDecorator {
  const { access, partner, answers, idempotency, problems = [], summary, description, operationId } = route;
  const answer = typeof answers === 'function' ? { type: answers } : answers;
  const nothing = status === HttpStatus.NO_CONTENT;
  return applyDecorators(
    verb,
    HttpCode(status),
    SetMetadata(ROUTE, route),
    ApiOperation({ summary, description, operationId }),
    describeIfMatch(route.ifMatch),
    ...(answer || nothing ? [ApiResponse({ ...answer, status })] : []),
    ...(access === 'public'
      ? [ApiExtension('x-houtai-public', true)]
      : [ApiExtension('x-houtai-permission', access), ApiBearerAuth()]),
    ...(partner ? [ApiExtension('x-houtai-partner', partner)] : []),
    ...(idempotency ? [ApiExtension('x-houtai-idempotency-key', 'ignored')] : []),
    ...(problems.length > 0 ? [ApiExtension('x-houtai-problems', problems)] : []),
  );
}
