import type { Type as Class } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants';
import type { ModulesContainer } from '@nestjs/core';
import { PlainError } from '@houtai/messaging';
import { Page } from '../http/paging';
import { handlersOf } from '../http/handlers';
import { routeOf } from '../http/route-declaration';
import type { AnyList } from './list';

/** Routes that answer pages of a list which nobody declares, or lists that no route answers. */
export class UndeclaredListError extends PlainError {
  constructor(readonly routes: readonly string[]) {
    super(`Every list is declared in the definition of its service, and has a route: ${routes.join(', ')}`);
  }
}

const PUBLISHED = 'api/v1/';

/** Looks at every controller of the application. Throws {@link UndeclaredListError}. */
export function checkLists(modules: ModulesContainer, lists: readonly AnyList[]): void {
  const declared = new Set(lists.map(({ name }) => name));
  const answered = new Set<string>();
  for (const { controller, handler } of handlersOf(modules)) {
    const path = pathOf(controller, handler);
    if (path.startsWith(PUBLISHED) && answersPages(handler)) answered.add(path.slice(PUBLISHED.length));
  }
  const alone = [...declared, ...answered].filter((name) => !declared.has(name) || !answered.has(name));
  if (alone.length > 0) throw new UndeclaredListError(alone);
}

function answersPages(handler: object): boolean {
  const { answers } = routeOf(handler) ?? {};
  const type: Class | undefined = typeof answers === 'function' ? answers : answers?.type;
  return type !== undefined && type.prototype instanceof Page;
}

/** As the documents write it: `api/v1/vehicles/{id}/absences`. */
function pathOf(controller: object, handler: object): string {
  return [controller, handler]
    .map((of) => String(Reflect.getMetadata(PATH_METADATA, of) ?? ''))
    .map((path) => path.replace(/^\/|\/$/g, ''))
    .filter((path) => path !== '')
    .join('/')
    .replace(/:(\w+)/g, '{$1}');
}
