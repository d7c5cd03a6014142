import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { HostError, ValidationFailedError, faultOf } from '../problems/host-errors';
import { routeOf, type RouteDeclaration } from './route-declaration';

/** Metadata of a method: one of its parameters takes the version. */
const TAKES_VERSION = 'houtai:takes-version';

const readIfMatch = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  return parseIfMatch(header, routeOf(context.getHandler())?.ifMatch);
});

/** Parameter decorator: the version in `If-Match: "7"` as number; `undefined` without the header or for `*`. */
export function IfMatch(): ParameterDecorator {
  return (target, method, index) => {
    if (method === undefined) return;
    readIfMatch()(target, method, index);
    Reflect.defineMetadata(TAKES_VERSION, true, target, method);
  };
}

/** Shows the header in the OpenAPI document. Throws when the handler does not take the version it declares, or one it does not. */
export function describeIfMatch(ifMatch: RouteDeclaration['ifMatch']): MethodDecorator {
  return (target, method, descriptor) => {
    const taken = Reflect.getMetadata(TAKES_VERSION, target, method) === true;
    if (taken !== (ifMatch !== undefined)) {
      throw new TypeError(`${String(method)}: a route declares ifMatch and takes @IfMatch(), or neither`);
    }
    if (ifMatch === undefined) return;
    ApiHeader({
      name: 'If-Match',
      description: 'The ETag of the version that the change is meant for',
      required: ifMatch === 'required',
      schema: { type: 'string', examples: ['"7"'] },
    })(target, method, descriptor);
  };
}

export function parseIfMatch(
  header: string | undefined,
  ifMatch: RouteDeclaration['ifMatch'] = 'optional',
): number | undefined {
  if (header === undefined) {
    if (ifMatch === 'required') throw new HostError('precondition-required');
    return undefined;
  }
  if (header.trim() === '*') return undefined;
  const version = /^\s*(?:W\/)?"(\d{1,15})"\s*$/.exec(header)?.[1];
  if (version !== undefined) return Number(version);
  const [en, zh] = ['must be one ETag such as "7"', '必须是单个 ETag，例如 "7"'];
  throw new ValidationFailedError([faultOf('If-Match', 'isEntityTag', en, zh)]);
}
