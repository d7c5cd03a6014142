import type { Type as Class } from '@nestjs/common';
import { cursorDigest, decodePosition, encodeCursor } from '../http/cursor';
import { page, type Page, type PageFilter } from '../http/paging';
import { CommandRoute, ReadRoute } from '../http/route';
import { NotFoundError } from '../problems/host-errors';

/** What a route for those who run the system does, and what they have to know beside it. */
export interface OperatorRoute {
  readonly summary: string;
  readonly description: string;
}

/** GET for those who run the system. */
export function OperatorRead(path: string, told: OperatorRoute, answers: Class): MethodDecorator {
  return ReadRoute(path, { access: 'operations:read', ...told, answers });
}

/** POST for them. None may run inside the one transaction of an idempotency key: a replay commits message by message. */
export function OperatorCommand(path: string, told: OperatorRoute, answers?: Class): MethodDecorator {
  return CommandRoute(path, { access: 'operations:write', ...told, answers, idempotency: 'none' });
}

/** A list in the order of positions, as a page. @param name of the list, by which its cursors are known */
export async function pageByPosition<Filter extends PageFilter, Item>(
  name: string,
  list: (filter: Filter) => Promise<{ items: Item[]; next: string | null }>,
  filter: Filter,
): Promise<Page<Item>> {
  const { limit: _, after, ...filters } = filter;
  const digest = cursorDigest(name, filters);
  const { items, next } = await list({ ...filter, after: decodePosition(after, digest) });
  return page(items, next === null ? null : encodeCursor([next], digest));
}

/** Throws `not-found` for an id that nothing has. @param what English noun of it */
export function found<T>(what: string, id: string, item: T | undefined): T {
  if (item === undefined || item === false) throw new NotFoundError(what, id);
  return item;
}
