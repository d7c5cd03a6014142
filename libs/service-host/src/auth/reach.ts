import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { assertNever } from '@houtai/domain-kit';
import type { Condition } from '../http/keyset';
import type { Actor, AuthenticatedRequest } from './actor';

/**
 * Whose rows a caller may see and change. Queries and loads behind a route that partners reach take it and have no
 * default, so that a forgotten one does not compile. Staff of some branches only will be one kind more.
 */
export type Reach = { readonly kind: 'all' } | { readonly kind: 'partner'; readonly partnerId: string };

/** For work that nobody outside asked for: of the clock, of events, of the company's own people. */
export const EVERYTHING: Reach = { kind: 'all' };

export function reachOf({ partnerId }: Pick<Actor, 'partnerId'>): Reach {
  return partnerId === undefined ? EVERYTHING : { kind: 'partner', partnerId };
}

function reachOfCaller(_: unknown, context: ExecutionContext): Reach {
  const actor = context.switchToHttp().getRequest<AuthenticatedRequest>().houtaiActor;
  if (actor === undefined) throw new Error('a route for anyone reaches no rows that are somebody’s');
  return reachOf(actor);
}

/** Parameter decorator: the {@link Reach} of the caller of a route with a permission. */
export const Reach = createParamDecorator(reachOfCaller);

/** Whether a method of a controller takes it. */
export function takesReach(controller: object, method: string): boolean {
  const parameters: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method);
  return Object.values(parameters ?? {}).some(
    (parameter: { factory?: unknown }) => parameter.factory === reachOfCaller,
  );
}

/**
 * The rows within a reach; undefined for all of them.
 * @param column that says whose a row is
 */
export function within(reach: Reach, column = 'partner_id'): Condition | undefined {
  switch (reach.kind) {
    case 'all':
      return undefined;
    case 'partner':
      return [`${column} = $1`, reach.partnerId];
    default:
      return assertNever(reach);
  }
}

/** Who owns what a caller makes; undefined for the house. */
export function ownerOf(reach: Reach): string | undefined {
  return reach.kind === 'partner' ? reach.partnerId : undefined;
}

/** Whether somebody's row is within a reach; undefined is the house. */
export function covers(reach: Reach, partnerId: string | undefined): boolean {
  return reach.kind === 'all' || reach.partnerId === partnerId;
}
